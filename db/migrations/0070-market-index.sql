-- Why: what happens on the markets is read from the chains, kept as it happened, and can be rebuilt from zero with the same rows. Only ingest
-- writes here; rows that a reorganised chain took back are removed with everything that was computed from them. No trader's rows, so no row
-- security: every role reads the same.

ALTER TABLE holdfast.networks
  -- Said on every screen that shows the network's figures: they come from a simulated market.
  ADD COLUMN is_simulated boolean NOT NULL DEFAULT false,
  -- The token by which the network's own coin trades (WETH), and the exchange's router; NULL where no market is known.
  ADD COLUMN wrapped_coin text CHECK (wrapped_coin ~ '^0x[0-9a-f]{40}$'),
  ADD COLUMN router       text CHECK (router ~ '^0x[0-9a-f]{40}$');
GRANT INSERT ON holdfast.networks TO holdfast_app;
GRANT UPDATE (label, is_simulated, wrapped_coin, router) ON holdfast.networks TO holdfast_app, holdfast_worker;

-- Addresses of the index are in lower case throughout, because they are compared far more often than they are read.
CREATE TABLE holdfast.market_tokens (
  network       text NOT NULL REFERENCES holdfast.networks (id),
  address       text NOT NULL CHECK (address ~ '^0x[0-9a-f]{40}$'),
  symbol        text NOT NULL CHECK (length(symbol) BETWEEN 1 AND 20),
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  decimals      smallint NOT NULL CHECK (decimals BETWEEN 0 AND 36),
  -- Counted as exactly one US dollar; every USD figure of the network hangs on these.
  is_usd_anchor boolean NOT NULL DEFAULT false,
  PRIMARY KEY (network, address)
);

CREATE TABLE holdfast.market_pairs (
  id             integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  network        text NOT NULL REFERENCES holdfast.networks (id),
  address        text NOT NULL CHECK (address ~ '^0x[0-9a-f]{40}$'),
  token0         text NOT NULL,
  token1         text NOT NULL,
  -- Which of the two is priced in the other: LINK in USDC, not USDC in LINK.
  is_token0_base boolean NOT NULL,
  UNIQUE (network, address),
  FOREIGN KEY (network, token0) REFERENCES holdfast.market_tokens (network, address),
  FOREIGN KEY (network, token1) REFERENCES holdfast.market_tokens (network, address),
  CHECK (token0 < token1)
);

-- Where the index stands on each network. Moved in the same transaction that writes the rows up to there.
CREATE TABLE holdfast.index_cursors (
  network      text PRIMARY KEY REFERENCES holdfast.networks (id),
  -- NULL before the first block.
  block_number bigint CHECK (block_number >= 0),
  block_hash   text CHECK (block_hash ~ '^0x[0-9a-f]{64}$'),
  block_at     timestamptz(0),
  -- The chain's head as the indexer saw it last, so that everybody can see how far there is to go.
  head_number  bigint CHECK (head_number >= 0),
  updated_at   timestamptz NOT NULL,
  CHECK ((block_number IS NULL) = (block_hash IS NULL) AND (block_number IS NULL) = (block_at IS NULL))
);

-- Blocks by which the index can tell that the chain was reorganised, and how far back.
CREATE TABLE holdfast.index_blocks (
  network text NOT NULL REFERENCES holdfast.networks (id),
  number  bigint NOT NULL CHECK (number >= 0),
  hash    text NOT NULL CHECK (hash ~ '^0x[0-9a-f]{64}$'),
  at      timestamptz(0) NOT NULL,
  PRIMARY KEY (network, number)
);

-- The order in which everybody learns of swaps, over all networks. Taken under one lock by ingest, so that a lower number is never committed
-- after a higher one: whoever has seen number n has seen everything up to n.
CREATE SEQUENCE holdfast.feed_seq;

CREATE TABLE holdfast.swaps (
  network      text NOT NULL REFERENCES holdfast.networks (id),
  block_number bigint NOT NULL CHECK (block_number >= 0),
  log_index    integer NOT NULL CHECK (log_index >= 0),
  -- The only column that differs when the index is rebuilt.
  seq          bigint NOT NULL UNIQUE,
  pair_id      integer NOT NULL REFERENCES holdfast.market_pairs (id),
  tx_hash      text NOT NULL CHECK (tx_hash ~ '^0x[0-9a-f]{64}$'),
  at           timestamptz(0) NOT NULL,
  -- Whose money it was: the payer of the first hop, not the router.
  wallet       text NOT NULL CHECK (wallet ~ '^0x[0-9a-f]{40}$'),
  -- True when the wallet bought the base with the quote.
  is_buy       boolean NOT NULL,
  base_amount  holdfast.base_units NOT NULL CHECK (base_amount > 0),
  quote_amount holdfast.base_units NOT NULL CHECK (quote_amount > 0),
  -- Quote per whole base, with 18 decimals, as executed (fee included).
  price_e18    holdfast.base_units NOT NULL CHECK (price_e18 >= 0),
  -- US dollars with 8 decimals at that moment; NULL when no path led to a dollar.
  usd_value    holdfast.base_units CHECK (usd_value >= 0),
  -- The pair's reserves after it.
  reserve0     holdfast.base_units NOT NULL CHECK (reserve0 >= 0),
  reserve1     holdfast.base_units NOT NULL CHECK (reserve1 >= 0),
  PRIMARY KEY (network, block_number, log_index)
);
CREATE INDEX swaps_by_network ON holdfast.swaps (network, seq DESC);
CREATE INDEX swaps_by_pair ON holdfast.swaps (pair_id, seq DESC);
CREATE INDEX swaps_by_wallet ON holdfast.swaps (wallet, seq DESC);
-- The sizes that the feed offers as filters, so that a rare size is found without reading the common ones.
CREATE INDEX swaps_from_1000_usd ON holdfast.swaps (seq DESC) WHERE usd_value >= 100000000000;
CREATE INDEX swaps_from_10000_usd ON holdfast.swaps (seq DESC) WHERE usd_value >= 1000000000000;
CREATE INDEX swaps_from_100000_usd ON holdfast.swaps (seq DESC) WHERE usd_value >= 10000000000000;

-- Reserves that changed without a swap (liquidity came or went), kept because they move prices and because a reorganisation must find the way back.
CREATE TABLE holdfast.reserve_changes (
  network      text NOT NULL REFERENCES holdfast.networks (id),
  block_number bigint NOT NULL CHECK (block_number >= 0),
  log_index    integer NOT NULL CHECK (log_index >= 0),
  pair_id      integer NOT NULL REFERENCES holdfast.market_pairs (id),
  at           timestamptz(0) NOT NULL,
  reserve0     holdfast.base_units NOT NULL CHECK (reserve0 >= 0),
  reserve1     holdfast.base_units NOT NULL CHECK (reserve1 >= 0),
  PRIMARY KEY (network, block_number, log_index)
);
CREATE INDEX reserve_changes_by_pair ON holdfast.reserve_changes (pair_id, block_number DESC, log_index DESC);

-- What the feed takes back: swaps of blocks that are no longer part of the chain.
CREATE TABLE holdfast.swap_retractions (
  seq          bigint PRIMARY KEY,
  swap_seq     bigint NOT NULL UNIQUE,
  network      text NOT NULL REFERENCES holdfast.networks (id),
  pair_id      integer NOT NULL REFERENCES holdfast.market_pairs (id),
  wallet       text NOT NULL,
  retracted_at timestamptz NOT NULL
);

-- The last reserves of each pair, as of the network's cursor.
CREATE TABLE holdfast.pair_states (
  pair_id      integer PRIMARY KEY REFERENCES holdfast.market_pairs (id),
  reserve0     holdfast.base_units NOT NULL,
  reserve1     holdfast.base_units NOT NULL,
  block_number bigint NOT NULL,
  log_index    integer NOT NULL
);

-- A candle without a trade is not there: a gap stays a gap.
CREATE TABLE holdfast.candles (
  pair_id          integer NOT NULL REFERENCES holdfast.market_pairs (id),
  interval_seconds integer NOT NULL CHECK (interval_seconds IN (60, 300, 900, 3600, 14400, 86400)),
  opened_at        timestamptz(0) NOT NULL,
  open_e18         holdfast.base_units NOT NULL,
  high_e18         holdfast.base_units NOT NULL,
  low_e18          holdfast.base_units NOT NULL,
  close_e18        holdfast.base_units NOT NULL,
  base_volume      holdfast.base_units NOT NULL,
  quote_volume     holdfast.base_units NOT NULL,
  -- Of the swaps that have a dollar value.
  usd_volume       holdfast.base_units NOT NULL,
  trades           integer NOT NULL CHECK (trades > 0),
  PRIMARY KEY (pair_id, interval_seconds, opened_at)
);

-- A token's price in US dollars by the hour (the last of the hour), for values over time and for cost of what came in without one.
CREATE TABLE holdfast.token_prices (
  network   text NOT NULL,
  token     text NOT NULL,
  hour_at   timestamptz(0) NOT NULL,
  -- US dollars per whole token, with 18 decimals.
  usd_e18   holdfast.base_units NOT NULL CHECK (usd_e18 >= 0),
  PRIMARY KEY (network, token, hour_at),
  FOREIGN KEY (network, token) REFERENCES holdfast.market_tokens (network, address)
);

-- What a wallet still holds of what it was seen buying: first in, first out.
CREATE TABLE holdfast.wallet_lots (
  network      text NOT NULL,
  wallet       text NOT NULL,
  token        text NOT NULL,
  block_number bigint NOT NULL,
  log_index    integer NOT NULL,
  opened_at    timestamptz(0) NOT NULL,
  amount_left  holdfast.base_units NOT NULL CHECK (amount_left > 0),
  cost_left    holdfast.base_units NOT NULL CHECK (cost_left >= 0),
  PRIMARY KEY (network, wallet, token, block_number, log_index)
);

-- One row per swap that gave up a token the wallet was seen buying.
CREATE TABLE holdfast.wallet_closes (
  network      text NOT NULL,
  block_number bigint NOT NULL,
  log_index    integer NOT NULL,
  wallet       text NOT NULL,
  token        text NOT NULL,
  closed_at    timestamptz(0) NOT NULL,
  -- The part of the sale for which a purchase is known.
  amount       holdfast.base_units NOT NULL CHECK (amount > 0),
  proceeds_usd holdfast.base_units NOT NULL,
  cost_usd     holdfast.base_units NOT NULL,
  -- Seconds between purchase and sale, weighted by amount, rounded down.
  held_seconds bigint NOT NULL CHECK (held_seconds >= 0),
  PRIMARY KEY (network, block_number, log_index)
);
CREATE INDEX wallet_closes_by_wallet ON holdfast.wallet_closes (wallet, closed_at DESC, block_number DESC, log_index DESC);

-- The leaderboard's row. `network` is 'all' for the sum over networks.
CREATE TABLE holdfast.wallet_stats (
  wallet           text NOT NULL,
  network          text NOT NULL,
  realised_usd     holdfast.base_units NOT NULL,
  -- The deepest fall of the realised profit from an earlier top.
  drawdown_usd     holdfast.base_units NOT NULL CHECK (drawdown_usd >= 0),
  peak_usd         holdfast.base_units NOT NULL CHECK (peak_usd >= 0),
  closes           integer NOT NULL CHECK (closes >= 0),
  wins             integer NOT NULL CHECK (wins BETWEEN 0 AND closes),
  -- wins / closes in hundredths of a per cent, rounded down; NULL without a close.
  win_rate_bps     integer,
  held_seconds_sum bigint NOT NULL,
  -- held_seconds_sum / closes, rounded down; NULL without a close.
  held_seconds_avg bigint,
  trades           integer NOT NULL CHECK (trades > 0),
  volume_usd       holdfast.base_units NOT NULL CHECK (volume_usd >= 0),
  fees_usd         holdfast.base_units NOT NULL CHECK (fees_usd >= 0),
  first_at         timestamptz(0) NOT NULL,
  last_at          timestamptz(0) NOT NULL,
  PRIMARY KEY (network, wallet)
);
CREATE INDEX wallet_stats_by_profit ON holdfast.wallet_stats (network, realised_usd DESC, wallet);
CREATE INDEX wallet_stats_by_win_rate ON holdfast.wallet_stats (network, win_rate_bps DESC NULLS LAST, wallet);
CREATE INDEX wallet_stats_by_drawdown ON holdfast.wallet_stats (network, drawdown_usd, wallet);
CREATE INDEX wallet_stats_by_holding ON holdfast.wallet_stats (network, held_seconds_avg DESC NULLS LAST, wallet);
CREATE INDEX wallet_stats_by_trades ON holdfast.wallet_stats (network, trades DESC, wallet);
CREATE INDEX wallet_stats_by_volume ON holdfast.wallet_stats (network, volume_usd DESC, wallet);
CREATE INDEX wallet_stats_by_last ON holdfast.wallet_stats (network, last_at DESC, wallet);

GRANT SELECT ON holdfast.market_tokens, holdfast.market_pairs, holdfast.index_cursors, holdfast.index_blocks, holdfast.swaps,
  holdfast.reserve_changes, holdfast.swap_retractions, holdfast.pair_states, holdfast.candles, holdfast.token_prices, holdfast.wallet_lots,
  holdfast.wallet_closes, holdfast.wallet_stats TO holdfast_app, holdfast_worker, holdfast_ops;
GRANT INSERT, UPDATE, DELETE ON holdfast.index_cursors, holdfast.index_blocks, holdfast.swaps, holdfast.reserve_changes, holdfast.pair_states,
  holdfast.candles, holdfast.token_prices, holdfast.wallet_lots, holdfast.wallet_closes, holdfast.wallet_stats TO holdfast_app;
GRANT INSERT ON holdfast.market_tokens, holdfast.market_pairs, holdfast.swap_retractions TO holdfast_app;
-- Decimals and sides are absent on purpose: changing one would restate every price that was ever computed.
GRANT UPDATE (symbol, name, is_usd_anchor) ON holdfast.market_tokens TO holdfast_app;
GRANT USAGE ON SEQUENCE holdfast.feed_seq TO holdfast_app;

-- Two more acts that a trader approves: a key for a program, and an order on a market.
ALTER TABLE holdfast.step_up_grants DROP CONSTRAINT step_up_grants_purpose_check;
ALTER TABLE holdfast.step_up_grants ADD CONSTRAINT step_up_grants_purpose_check CHECK (purpose IN (
  'withdrawal', 'address', 'passkey_add', 'passkey_remove', 'totp_change', 'password_change', 'email_change', 'recovery_codes',
  'passkey_only_enter', 'passkey_only_leave', 'account_delete', 'unfreeze', 'api_key', 'order'));
