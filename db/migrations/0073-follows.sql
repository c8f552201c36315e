-- Why: a trader follows wallets of the index; feed and signals read which. A follow says whom a trader watches, so it is a trader's row like
-- every other: nobody else sees it, and the index, which everybody reads, holds nothing of it.

CREATE TABLE holdfast.follows (
  trader     text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  -- On every network: the same key signs on all of them.
  wallet     text NOT NULL CHECK (wallet ~ '^0x[0-9a-f]{40}$'),
  -- The trader's own words; both may be empty.
  label      text NOT NULL CHECK (length(label) <= 60),
  note       text NOT NULL CHECK (length(note) <= 500),
  created_at timestamptz(0) NOT NULL,
  PRIMARY KEY (trader, wallet)
);
-- Who follows the wallet of a swap that just came in.
CREATE INDEX follows_by_wallet ON holdfast.follows (wallet, trader);
ALTER TABLE holdfast.follows ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.follows FORCE ROW LEVEL SECURITY;
CREATE POLICY follows_of_the_trader ON holdfast.follows FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY worker_reads ON holdfast.follows FOR SELECT TO holdfast_worker USING (true);
GRANT SELECT, INSERT, DELETE ON holdfast.follows TO holdfast_app;
GRANT UPDATE (label, note) ON holdfast.follows TO holdfast_app;
GRANT SELECT ON holdfast.follows TO holdfast_worker;
