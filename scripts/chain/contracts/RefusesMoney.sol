// SPDX-License-Identifier: MIT
// A destination that takes no ether: what a withdrawal to somebody's unsuitable contract meets.
pragma solidity ^0.8.20;

contract RefusesMoney {
    error NoMoneyHere();

    receive() external payable {
        revert NoMoneyHere();
    }
}
