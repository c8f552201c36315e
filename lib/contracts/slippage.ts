// Apart from the contract of orders, so that a form can know it without bringing that contract's checks into the browser.
export { SLIPPAGE_BPS_DEFAULT } from "@/lib/orders/minimum-received";
