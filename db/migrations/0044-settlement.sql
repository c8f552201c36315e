-- Why: an approved withdrawal is paid by the worker, once, whatever is killed when. The row is the outbox entry; the signed transaction is
-- stored before it is sent, so that every later attempt sends the very same bytes and the chain takes them once.

CREATE TABLE holdfast.settlements (
  withdrawal_id   uuid PRIMARY KEY REFERENCES holdfast.withdrawals (id),
  trader          text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  chain_id        bigint NOT NULL CHECK (chain_id > 0),
  queued_at       timestamptz(0) NOT NULL,
  next_attempt_at timestamptz(0) NOT NULL,
  attempts        integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- Why it waits, as a code; NULL when nothing is in its way.
  waits_for       text CHECK (waits_for IN ('chain', 'custody_funds')),
  sender          text CHECK (sender ~ '^0x[0-9a-fA-F]{40}$'),
  nonce           bigint CHECK (nonce >= 0),
  raw_transaction text CHECK (raw_transaction ~ '^0x[0-9a-f]+$'),
  tx_hash         text UNIQUE CHECK (tx_hash ~ '^0x[0-9a-f]{64}$'),
  signed_at       timestamptz(0),
  block_number    bigint CHECK (block_number >= 0),
  block_hash      text CHECK (block_hash ~ '^0x[0-9a-f]{64}$'),
  confirmations   integer NOT NULL DEFAULT 0 CHECK (confirmations >= 0),
  finished_at     timestamptz(0),
  CONSTRAINT settlements_are_signed_whole CHECK (num_nulls(sender, nonce, raw_transaction, tx_hash, signed_at) IN (0, 5)),
  CONSTRAINT settlements_nonce_once UNIQUE (chain_id, sender, nonce)
);
CREATE INDEX settlements_open ON holdfast.settlements (next_attempt_at) WHERE finished_at IS NULL;
ALTER TABLE holdfast.settlements ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.settlements FORCE ROW LEVEL SECURITY;
CREATE POLICY settlements_of_the_trader ON holdfast.settlements FOR SELECT TO holdfast_app USING (trader = holdfast.current_sub());
CREATE POLICY settlements_are_queued ON holdfast.settlements FOR INSERT TO holdfast_app WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY worker_reads ON holdfast.settlements FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY worker_writes ON holdfast.settlements FOR UPDATE TO holdfast_worker
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY ops_reads ON holdfast.settlements FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT ON holdfast.settlements TO holdfast_app, holdfast_worker, holdfast_ops;
GRANT INSERT (withdrawal_id, trader, chain_id, queued_at, next_attempt_at) ON holdfast.settlements TO holdfast_app;
GRANT UPDATE (next_attempt_at, attempts, waits_for, sender, nonce, raw_transaction, tx_hash, signed_at, block_number, block_hash,
              confirmations, finished_at) ON holdfast.settlements TO holdfast_worker;

CREATE FUNCTION holdfast.guard_settlement() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF OLD.finished_at IS NOT NULL OR (OLD.tx_hash IS NOT NULL AND
     (OLD.sender, OLD.nonce, OLD.raw_transaction, OLD.tx_hash) IS DISTINCT FROM (NEW.sender, NEW.nonce, NEW.raw_transaction, NEW.tx_hash)) THEN
    RAISE EXCEPTION 'a signed transaction is never replaced' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'settlements_sign_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER settlements_guard BEFORE UPDATE ON holdfast.settlements FOR EACH ROW EXECUTE FUNCTION holdfast.guard_settlement();
CREATE TRIGGER settlements_stay BEFORE DELETE OR TRUNCATE ON holdfast.settlements
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

-- The next nonce of each paying account. Locking its row is what lets several workers sign one after the other.
CREATE TABLE holdfast.custody_nonces (
  chain_id   bigint NOT NULL CHECK (chain_id > 0),
  sender     text NOT NULL CHECK (sender ~ '^0x[0-9a-fA-F]{40}$'),
  next_nonce bigint NOT NULL CHECK (next_nonce >= 0),
  PRIMARY KEY (chain_id, sender)
);
GRANT SELECT, INSERT, UPDATE (next_nonce) ON holdfast.custody_nonces TO holdfast_worker;

-- That somebody settles at all, so that a page can say when nobody does.
CREATE TABLE holdfast.worker_heartbeats (
  worker        text PRIMARY KEY CHECK (worker ~ '^[a-z-]{1,40}$'),
  beat_at       timestamptz(0) NOT NULL,
  is_chain_up   boolean NOT NULL,
  confirmations_needed integer NOT NULL CHECK (confirmations_needed >= 1)
);
GRANT SELECT ON holdfast.worker_heartbeats TO holdfast_app, holdfast_ops;
GRANT SELECT, INSERT, UPDATE ON holdfast.worker_heartbeats TO holdfast_worker;
