// The lengths of candles. Apart from the contract of markets, so that a chart can know them without bringing that contract's checks into the browser.

/** By the names that addresses use, in seconds. */
export const CANDLE_INTERVALS = { "1m": 60, "5m": 300, "15m": 900, "1h": 3_600, "4h": 14_400, "1d": 86_400 } as const;

export type CandleInterval = keyof typeof CANDLE_INTERVALS;
