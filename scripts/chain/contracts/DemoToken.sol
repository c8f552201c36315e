// SPDX-License-Identifier: MIT
// An ERC-20 of the demo chain: OpenZeppelin's, with the decimals of the token it stands for and the whole supply at one address.
pragma solidity ^0.8.20;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

contract DemoToken is ERC20 {
    uint8 private immutable tokenDecimals;

    constructor(string memory name_, string memory symbol_, uint8 decimals_, address holder, uint256 supply) ERC20(name_, symbol_) {
        tokenDecimals = decimals_;
        _mint(holder, supply);
    }

    function decimals() public view override returns (uint8) {
        return tokenDecimals;
    }
}
