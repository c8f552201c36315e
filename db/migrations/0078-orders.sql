-- Why: an order swaps one asset in custody for another, once, by exactly the terms that its trader approved. It is a state machine like a
-- withdrawal, paid out of what was put aside for it, and sent by the same account, one nonce after the other. What comes before the first
-- state is not stored; 'expired' is stored only after an approval whose deadline passed unsent.

-- The ledger learns to exchange: what was held leaves custody, what came for it enters custody and is the trader's.
ALTER TABLE holdfast.transfers DROP CONSTRAINT transfers_kind_check;
ALTER TABLE holdfast.transfers ADD CONSTRAINT transfers_kind_check CHECK (kind IN ('deposit', 'hold', 'release', 'settlement', 'trade'));
-- What a trade was worth when it happened, in US dollars with 8 decimals: proceeds of what was given and cost of what came. NULL: nobody knows.
ALTER TABLE holdfast.transfers DROP CONSTRAINT transfers_cost_belongs_to_deposits;
ALTER TABLE holdfast.transfers ADD CONSTRAINT transfers_cost_belongs_to_deposits CHECK (cost IS NULL OR kind IN ('deposit', 'trade'));
ALTER TABLE holdfast.entries DROP CONSTRAINT entries_fit_the_kind;
ALTER TABLE holdfast.entries ADD CONSTRAINT entries_fit_the_kind CHECK ((transfer_kind, account_kind, side) IN (
    ('deposit',    'custody',   'debit'),
    ('deposit',    'available', 'credit'),
    ('hold',       'available', 'debit'),
    ('hold',       'held',      'credit'),
    ('release',    'held',      'debit'),
    ('release',    'available', 'credit'),
    ('settlement', 'held',      'debit'),
    ('settlement', 'custody',   'credit'),
    ('settlement', 'fees',      'credit'),
    ('trade',      'held',      'debit'),
    ('trade',      'custody',   'credit'),
    ('trade',      'custody',   'debit'),
    ('trade',      'available', 'credit')));
-- What a trader came by in trades, for the cost basis.
CREATE INDEX entries_trades ON holdfast.entries (trader, asset, network) WHERE transfer_kind = 'trade';

-- Runs at commit: a trade has its four lines once each, or it would be a deposit or a settlement by another name.
CREATE FUNCTION holdfast.check_trade() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  lines text;
BEGIN
  SELECT string_agg(account_kind || ' ' || side, ', ' ORDER BY account_kind, side) INTO lines FROM holdfast.entries WHERE transfer_id = NEW.id;
  IF lines IS DISTINCT FROM 'available credit, custody credit, custody debit, held debit' THEN
    RAISE EXCEPTION 'a trade gives one asset and takes another'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'trades_are_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER transfers_check_trade AFTER INSERT ON holdfast.transfers
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'trade') EXECUTE FUNCTION holdfast.check_trade();

CREATE TABLE holdfast.orders (
  id                 uuid PRIMARY KEY,
  trader             text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  idempotency_key    text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 200),
  body_sha256        bytea NOT NULL CHECK (length(body_sha256) = 32),
  -- The terms, column by column, so that their hash can be made again from what is stored.
  version            smallint NOT NULL CHECK (version = 1),
  network            text NOT NULL,
  chain_id           bigint NOT NULL CHECK (chain_id > 0),
  router             text NOT NULL CHECK (router ~ '^0x[0-9a-f]{40}$'),
  -- Two or three tokens; a longer way pays a fee per hop.
  path               text NOT NULL CHECK (path ~ '^0x[0-9a-f]{40}(,0x[0-9a-f]{40}){1,2}$'),
  pay_asset          text NOT NULL,
  pay_contract       text CHECK (pay_contract ~ '^0x[0-9a-f]{40}$'),
  pay_decimals       smallint NOT NULL CHECK (pay_decimals BETWEEN 0 AND 36),
  pay_amount         holdfast.base_units NOT NULL CHECK (pay_amount > 0),
  receive_asset      text NOT NULL,
  receive_contract   text CHECK (receive_contract ~ '^0x[0-9a-f]{40}$'),
  receive_decimals   smallint NOT NULL CHECK (receive_decimals BETWEEN 0 AND 36),
  receive_amount_min holdfast.base_units NOT NULL CHECK (receive_amount_min > 0),
  quoted_amount      holdfast.base_units NOT NULL,
  slippage_bps       smallint NOT NULL CHECK (slippage_bps BETWEEN 1 AND 500),
  deadline           timestamptz(0) NOT NULL,
  signal_id          text CHECK (length(signal_id) BETWEEN 1 AND 60),
  created_at         timestamptz(0) NOT NULL,
  expires_at         timestamptz(0) NOT NULL,
  terms_hash         text NOT NULL CHECK (terms_hash ~ '^[A-Za-z0-9_-]{43}$'),
  state              text NOT NULL DEFAULT 'awaiting_approval'
                     CHECK (state IN ('awaiting_approval', 'approved', 'submitted', 'settled', 'cancelled', 'expired', 'failed')),
  grant_id           uuid UNIQUE REFERENCES holdfast.step_up_grants (id),
  proof              text CHECK (proof IN ('passkey', 'password_totp')),
  approved_at        timestamptz(0),
  failure            text CHECK (failure IN ('price_moved', 'reverted', 'approval_does_not_verify')),
  -- What the chain says came in, and what the trade was worth.
  received_amount    holdfast.base_units CHECK (received_amount > 0),
  usd_value          holdfast.base_units CHECK (usd_value >= 0),
  FOREIGN KEY (pay_asset, network) REFERENCES holdfast.assets (asset, network),
  FOREIGN KEY (receive_asset, network) REFERENCES holdfast.assets (asset, network),
  CONSTRAINT orders_key_once_per_trader UNIQUE (trader, idempotency_key),
  CONSTRAINT orders_exchange_two_assets CHECK (pay_asset <> receive_asset),
  CONSTRAINT orders_minimum_is_within_the_quote CHECK (receive_amount_min <= quoted_amount),
  CONSTRAINT orders_end_in_order CHECK (created_at < expires_at AND expires_at <= deadline),
  CONSTRAINT orders_approval_is_whole CHECK (num_nulls(grant_id, proof, approved_at) IN (0, 3)),
  CONSTRAINT orders_beyond_approval_are_approved CHECK (state IN ('awaiting_approval', 'cancelled') OR approved_at IS NOT NULL),
  CONSTRAINT orders_failed_say_why CHECK ((state = 'failed') = (failure IS NOT NULL)),
  CONSTRAINT orders_settled_say_what_came CHECK ((state = 'settled') = (received_amount IS NOT NULL) AND (usd_value IS NULL OR state = 'settled'))
);
CREATE INDEX orders_by_trader ON holdfast.orders (trader, created_at DESC, id DESC);
ALTER TABLE holdfast.orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.orders FORCE ROW LEVEL SECURITY;
CREATE POLICY orders_of_the_trader ON holdfast.orders FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY worker_reads ON holdfast.orders FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY worker_writes ON holdfast.orders FOR UPDATE TO holdfast_worker
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY ops_reads ON holdfast.orders FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT ON holdfast.orders TO holdfast_app, holdfast_worker, holdfast_ops;
GRANT INSERT (id, trader, idempotency_key, body_sha256, version, network, chain_id, router, path, pay_asset, pay_contract, pay_decimals, pay_amount,
              receive_asset, receive_contract, receive_decimals, receive_amount_min, quoted_amount, slippage_bps, deadline, signal_id, created_at,
              expires_at, terms_hash) ON holdfast.orders TO holdfast_app;
GRANT UPDATE (state, grant_id, proof, approved_at) ON holdfast.orders TO holdfast_app;
GRANT UPDATE (state, failure, received_amount, usd_value) ON holdfast.orders TO holdfast_worker;

-- Which state may follow which, and at whose hand; and that nothing settles below its minimum, whoever says so.
CREATE FUNCTION holdfast.guard_order() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF OLD.approved_at IS NOT NULL AND (OLD.grant_id, OLD.proof, OLD.approved_at) IS DISTINCT FROM (NEW.grant_id, NEW.proof, NEW.approved_at) THEN
    RAISE EXCEPTION 'an approval never changes' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'orders_keep_their_approval';
  END IF;
  IF NEW.state = 'approved' AND OLD.state <> 'approved' AND NOT EXISTS (
       SELECT FROM holdfast.step_up_grants g
        WHERE g.id = NEW.grant_id AND g.sub = NEW.trader AND g.purpose = 'order' AND g.subject_id = NEW.id::text
          AND g.terms_hash = NEW.terms_hash AND g.proof = NEW.proof AND g.used_at IS NOT NULL) THEN
    RAISE EXCEPTION 'only a used grant for exactly these terms approves' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'orders_need_their_grant';
  END IF;
  IF NEW.received_amount < NEW.receive_amount_min THEN
    RAISE EXCEPTION 'an order brings its minimum or does not settle' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'orders_bring_their_minimum';
  END IF;
  IF OLD.state = NEW.state OR (CURRENT_USER, OLD.state, NEW.state) IN (
       ('holdfast_app',    'awaiting_approval', 'approved'),
       ('holdfast_app',    'awaiting_approval', 'cancelled'),
       ('holdfast_app',    'approved',          'cancelled'),
       ('holdfast_worker', 'approved',          'submitted'),
       ('holdfast_worker', 'approved',          'expired'),
       ('holdfast_worker', 'approved',          'failed'),
       ('holdfast_worker', 'submitted',         'settled'),
       ('holdfast_worker', 'submitted',         'failed')) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an order does not go from % to %', OLD.state, NEW.state
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'orders_follow_the_machine';
END $$;
CREATE TRIGGER orders_guard BEFORE UPDATE ON holdfast.orders FOR EACH ROW EXECUTE FUNCTION holdfast.guard_order();
CREATE TRIGGER orders_stay BEFORE DELETE OR TRUNCATE ON holdfast.orders
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

-- The timeline that the trader sees; append-only.
CREATE TABLE holdfast.order_events (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES holdfast.orders (id),
  trader   text NOT NULL,
  at       timestamptz(0) NOT NULL,
  state    text NOT NULL CHECK (state IN ('awaiting_approval', 'approved', 'submitted', 'settled', 'cancelled', 'expired', 'failed')),
  CONSTRAINT order_events_once UNIQUE (order_id, state)
);
ALTER TABLE holdfast.order_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.order_events FORCE ROW LEVEL SECURITY;
CREATE POLICY events_of_the_trader ON holdfast.order_events FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY worker_reads ON holdfast.order_events FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY worker_writes ON holdfast.order_events FOR INSERT TO holdfast_worker WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY ops_reads ON holdfast.order_events FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT ON holdfast.order_events TO holdfast_app, holdfast_worker, holdfast_ops;
GRANT INSERT (order_id, trader, at, state) ON holdfast.order_events TO holdfast_app, holdfast_worker;
CREATE TRIGGER order_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON holdfast.order_events
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

-- One outbox for everything that custody signs, because there is one nonce after the other whatever a transaction is for. A row stands for a
-- withdrawal's payment, an order's swap, or the allowance that an order gives the exchange right before its swap.
ALTER TABLE holdfast.settlements DROP CONSTRAINT settlements_pkey;
ALTER TABLE holdfast.settlements ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
ALTER TABLE holdfast.settlements ALTER COLUMN withdrawal_id DROP NOT NULL;
ALTER TABLE holdfast.settlements ADD CONSTRAINT settlements_withdrawal_once UNIQUE (withdrawal_id);
ALTER TABLE holdfast.settlements ADD COLUMN order_id uuid REFERENCES holdfast.orders (id);
ALTER TABLE holdfast.settlements ADD COLUMN step text NOT NULL DEFAULT 'main' CHECK (step IN ('main', 'allowance'));
ALTER TABLE holdfast.settlements ADD CONSTRAINT settlements_order_step_once UNIQUE (order_id, step);
ALTER TABLE holdfast.settlements ADD CONSTRAINT settlements_are_for_one_thing CHECK (num_nonnulls(withdrawal_id, order_id) = 1);
-- An allowance is written when it is signed, together with its swap, and followed by nobody: the sender sends it because of its nonce.
ALTER TABLE holdfast.settlements ADD CONSTRAINT settlements_allowances_are_signed CHECK (
  step = 'main' OR (order_id IS NOT NULL AND tx_hash IS NOT NULL AND finished_at IS NOT NULL));
GRANT INSERT (order_id) ON holdfast.settlements TO holdfast_app;
GRANT INSERT (order_id, step, trader, chain_id, queued_at, next_attempt_at, sender, nonce, raw_transaction, tx_hash, signed_at, finished_at)
  ON holdfast.settlements TO holdfast_worker;
CREATE POLICY worker_adds_allowances ON holdfast.settlements FOR INSERT TO holdfast_worker
  WITH CHECK (trader = holdfast.current_sub() AND step = 'allowance');
