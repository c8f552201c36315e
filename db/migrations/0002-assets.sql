-- Why: which assets exist on which network, how many decimals they have, and where their price is read.
-- Reference data without any trader's rows, so there is no row security: every role reads the same rows.

CREATE TABLE holdfast.networks (
  id       text PRIMARY KEY CHECK (id ~ '^[a-z0-9-]{1,40}$'),
  chain_id bigint NOT NULL CHECK (chain_id > 0),
  label    text NOT NULL CHECK (length(label) BETWEEN 1 AND 80)
);

CREATE TABLE holdfast.assets (
  asset         text NOT NULL CHECK (asset ~ '^[A-Z0-9]{1,20}$'),
  network       text NOT NULL REFERENCES holdfast.networks (id),
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  decimals      smallint NOT NULL CHECK (decimals BETWEEN 0 AND 36),
  -- NULL for the network's own coin.
  contract      text CHECK (contract ~ '^0x[0-9a-fA-F]{40}$'),
  -- NULL when nothing quotes the asset; it then has no price, never a guessed one.
  feed          text CHECK (feed ~ '^0x[0-9a-fA-F]{40}$'),
  feed_decimals smallint CHECK (feed_decimals BETWEEN 0 AND 36),
  PRIMARY KEY (asset, network),
  CHECK ((feed IS NULL) = (feed_decimals IS NULL))
);

GRANT SELECT ON holdfast.networks, holdfast.assets TO holdfast_app, holdfast_worker, holdfast_ops;
GRANT INSERT ON holdfast.networks, holdfast.assets TO holdfast_worker;
-- Decimals and chain ids are absent on purpose: changing one would restate every amount that was ever booked.
GRANT UPDATE (label) ON holdfast.networks TO holdfast_worker;
GRANT UPDATE (name, contract, feed, feed_decimals) ON holdfast.assets TO holdfast_worker;
