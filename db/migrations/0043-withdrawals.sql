-- Why: a withdrawal is a state machine whose terms never change after they were shown. Which state may follow which is decided in
-- lib/withdrawals and kept here too. 'expired' is never stored: it is 'awaiting_approval' after expires_at.

CREATE TABLE holdfast.withdrawals (
  id              uuid PRIMARY KEY,
  trader          text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 200),
  body_sha256     bytea NOT NULL CHECK (length(body_sha256) = 32),
  address_id      uuid NOT NULL REFERENCES holdfast.addresses (id),
  -- The terms, column by column, so that their hash can be made again from what is stored.
  version         smallint NOT NULL CHECK (version = 1),
  network         text NOT NULL,
  chain_id        bigint NOT NULL CHECK (chain_id > 0),
  asset           text NOT NULL,
  asset_contract  text CHECK (asset_contract ~ '^0x[0-9a-fA-F]{40}$'),
  decimals        smallint NOT NULL CHECK (decimals BETWEEN 0 AND 36),
  amount          holdfast.base_units NOT NULL CHECK (amount > 0),
  fee             holdfast.base_units NOT NULL CHECK (fee >= 0),
  fee_asset       text NOT NULL,
  destination     text NOT NULL CHECK (destination ~ '^0x[0-9a-fA-F]{40}$'),
  memo            text CHECK (length(memo) BETWEEN 1 AND 140),
  created_at      timestamptz(0) NOT NULL,
  expires_at      timestamptz(0) NOT NULL,
  terms_hash      text NOT NULL CHECK (terms_hash ~ '^[A-Za-z0-9_-]{43}$'),
  state           text NOT NULL DEFAULT 'awaiting_approval'
                  CHECK (state IN ('awaiting_approval', 'approved', 'submitted', 'settled', 'cancelled', 'failed')),
  grant_id        uuid UNIQUE REFERENCES holdfast.step_up_grants (id),
  proof           text CHECK (proof IN ('passkey', 'password_totp')),
  approved_at     timestamptz(0),
  -- Why it failed, as a code that the screens have a sentence for.
  failure         text CHECK (failure IN ('reverted', 'rejected_by_chain', 'approval_does_not_verify')),
  FOREIGN KEY (asset, network) REFERENCES holdfast.assets (asset, network),
  CONSTRAINT withdrawals_key_once_per_trader UNIQUE (trader, idempotency_key),
  CONSTRAINT withdrawals_approval_is_whole CHECK (num_nulls(grant_id, proof, approved_at) IN (0, 3)),
  CONSTRAINT withdrawals_beyond_approval_are_approved CHECK (state IN ('awaiting_approval', 'cancelled') OR approved_at IS NOT NULL),
  CONSTRAINT withdrawals_failed_say_why CHECK ((state = 'failed') = (failure IS NOT NULL))
);
CREATE INDEX withdrawals_by_trader ON holdfast.withdrawals (trader, created_at DESC, id DESC);
-- The rolling limits ask what was approved lately.
CREATE INDEX withdrawals_approved ON holdfast.withdrawals (trader, asset, network, approved_at) WHERE approved_at IS NOT NULL;
ALTER TABLE holdfast.withdrawals ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.withdrawals FORCE ROW LEVEL SECURITY;
CREATE POLICY withdrawals_of_the_trader ON holdfast.withdrawals FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY worker_reads ON holdfast.withdrawals FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY worker_writes ON holdfast.withdrawals FOR UPDATE TO holdfast_worker
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY ops_reads ON holdfast.withdrawals FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT ON holdfast.withdrawals TO holdfast_app, holdfast_worker, holdfast_ops;
GRANT INSERT (id, trader, idempotency_key, body_sha256, address_id, version, network, chain_id, asset, asset_contract, decimals, amount, fee,
              fee_asset, destination, memo, created_at, expires_at, terms_hash) ON holdfast.withdrawals TO holdfast_app;
GRANT UPDATE (state, grant_id, proof, approved_at) ON holdfast.withdrawals TO holdfast_app;
GRANT UPDATE (state, failure) ON holdfast.withdrawals TO holdfast_worker;

-- Which state may follow which, and at whose hand.
CREATE FUNCTION holdfast.guard_withdrawal() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF OLD.approved_at IS NOT NULL AND (OLD.grant_id, OLD.proof, OLD.approved_at) IS DISTINCT FROM (NEW.grant_id, NEW.proof, NEW.approved_at) THEN
    RAISE EXCEPTION 'an approval never changes' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'withdrawals_keep_their_approval';
  END IF;
  IF NEW.state = 'approved' AND OLD.state <> 'approved' AND NOT EXISTS (
       SELECT FROM holdfast.step_up_grants g
        WHERE g.id = NEW.grant_id AND g.sub = NEW.trader AND g.purpose = 'withdrawal' AND g.subject_id = NEW.id::text
          AND g.terms_hash = NEW.terms_hash AND g.proof = NEW.proof AND g.used_at IS NOT NULL) THEN
    RAISE EXCEPTION 'only a used grant for exactly these terms approves' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'withdrawals_need_their_grant';
  END IF;
  IF OLD.state = NEW.state OR (CURRENT_USER, OLD.state, NEW.state) IN (
       ('holdfast_app',    'awaiting_approval', 'approved'),
       ('holdfast_app',    'awaiting_approval', 'cancelled'),
       ('holdfast_app',    'approved',          'cancelled'),
       ('holdfast_worker', 'approved',          'submitted'),
       ('holdfast_worker', 'approved',          'failed'),
       ('holdfast_worker', 'submitted',         'settled'),
       ('holdfast_worker', 'submitted',         'failed')) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a withdrawal does not go from % to %', OLD.state, NEW.state
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'withdrawals_follow_the_machine';
END $$;
CREATE TRIGGER withdrawals_guard BEFORE UPDATE ON holdfast.withdrawals FOR EACH ROW EXECUTE FUNCTION holdfast.guard_withdrawal();
CREATE TRIGGER withdrawals_stay BEFORE DELETE OR TRUNCATE ON holdfast.withdrawals
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

-- The timeline that the trader sees; append-only.
CREATE TABLE holdfast.withdrawal_events (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  withdrawal_id uuid NOT NULL REFERENCES holdfast.withdrawals (id),
  trader        text NOT NULL,
  at            timestamptz(0) NOT NULL,
  state         text NOT NULL CHECK (state IN ('awaiting_approval', 'approved', 'submitted', 'settled', 'cancelled', 'failed')),
  CONSTRAINT withdrawal_events_once UNIQUE (withdrawal_id, state)
);
ALTER TABLE holdfast.withdrawal_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.withdrawal_events FORCE ROW LEVEL SECURITY;
CREATE POLICY events_of_the_trader ON holdfast.withdrawal_events FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY worker_reads ON holdfast.withdrawal_events FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY worker_writes ON holdfast.withdrawal_events FOR INSERT TO holdfast_worker WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY ops_reads ON holdfast.withdrawal_events FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT ON holdfast.withdrawal_events TO holdfast_app, holdfast_worker, holdfast_ops;
GRANT INSERT (withdrawal_id, trader, at, state) ON holdfast.withdrawal_events TO holdfast_app, holdfast_worker;
CREATE TRIGGER withdrawal_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON holdfast.withdrawal_events
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();
