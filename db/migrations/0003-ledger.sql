-- Why: the double-entry ledger. Whatever the code above does, the database itself keeps these true:
--   a transfer's entries sum to zero per asset and network; no balance is below zero; a balance moves only by an entry;
--   transfers and entries are never changed or removed, by no role; a trader's rows are reachable only in that trader's transaction.
-- Every posting runs in a transaction that carries the trader (holdfast.sub), the worker's too.

CREATE TABLE holdfast.accounts (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('available', 'held', 'custody', 'fees')),
  -- NULL for the house's own accounts (custody, fees).
  trader      text CHECK (length(trader) BETWEEN 1 AND 128),
  asset       text NOT NULL,
  network     text NOT NULL,
  -- Custody is what we hold (debit-normal); everything else is what we owe (credit-normal).
  normal_side text NOT NULL GENERATED ALWAYS AS (CASE kind WHEN 'custody' THEN 'debit' ELSE 'credit' END) STORED,
  balance     holdfast.base_units NOT NULL DEFAULT 0,
  version     bigint NOT NULL DEFAULT 0,
  FOREIGN KEY (asset, network) REFERENCES holdfast.assets (asset, network),
  CONSTRAINT accounts_one_per_owner UNIQUE NULLS NOT DISTINCT (trader, kind, asset, network),
  CONSTRAINT accounts_trader_matches_kind CHECK ((kind IN ('available', 'held')) = (trader IS NOT NULL)),
  CONSTRAINT accounts_balance_is_not_negative CHECK (balance >= 0),
  CONSTRAINT accounts_balance_comes_from_entries CHECK (version > 0 OR balance = 0)
);

CREATE TABLE holdfast.transfers (
  id              uuid PRIMARY KEY,
  trader          text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  kind            text NOT NULL CHECK (kind IN ('deposit', 'hold', 'release', 'settlement')),
  -- What it stands for outside (a chain transaction, a withdrawal's id); shown to the trader.
  reference       text NOT NULL CHECK (length(reference) BETWEEN 1 AND 200),
  idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 200),
  body_sha256     bytea NOT NULL CHECK (length(body_sha256) = 32),
  -- Declared up front, so that nobody can append to a finished transfer and a check that sees too few entries fails.
  entry_count     smallint NOT NULL CHECK (entry_count BETWEEN 2 AND 16),
  -- What a deposit cost the trader, in US dollars with 8 decimals; NULL when nobody said.
  cost            holdfast.base_units CHECK (cost >= 0),
  -- When it happened, apart from when we wrote it.
  occurred_at     timestamptz(0) NOT NULL,
  recorded_at     timestamptz(0) NOT NULL,
  CONSTRAINT transfers_key_once_per_trader UNIQUE (trader, idempotency_key),
  CONSTRAINT transfers_cost_belongs_to_deposits CHECK (cost IS NULL OR kind = 'deposit'),
  CONSTRAINT transfers_happened_before_recorded CHECK (occurred_at <= recorded_at + interval '5 minutes')
);

CREATE TABLE holdfast.entries (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  transfer_id     uuid NOT NULL REFERENCES holdfast.transfers (id),
  account_id      bigint NOT NULL REFERENCES holdfast.accounts (id),
  side            text NOT NULL CHECK (side IN ('debit', 'credit')),
  amount          holdfast.base_units NOT NULL CHECK (amount > 0),
  -- The columns below are filled by the trigger from the account and the transfer; no role may write them.
  balance_after   holdfast.base_units NOT NULL,
  account_version bigint NOT NULL,
  account_kind    text NOT NULL,
  trader          text,
  asset           text NOT NULL,
  network         text NOT NULL,
  transfer_kind   text NOT NULL,
  occurred_at     timestamptz(0) NOT NULL,
  CONSTRAINT entries_chain_per_account UNIQUE (account_id, account_version),
  CONSTRAINT entries_account_once_per_transfer UNIQUE (transfer_id, account_id),
  -- Which account a kind of transfer may move, and in which direction. Moving money out of nothing is not in the table.
  CONSTRAINT entries_fit_the_kind CHECK ((transfer_kind, account_kind, side) IN (
    ('deposit',    'custody',   'debit'),
    ('deposit',    'available', 'credit'),
    ('hold',       'available', 'debit'),
    ('hold',       'held',      'credit'),
    ('release',    'held',      'debit'),
    ('release',    'available', 'credit'),
    ('settlement', 'held',      'debit'),
    ('settlement', 'custody',   'credit'),
    ('settlement', 'fees',      'credit')))
);

-- The activity page: newest first, with a total order.
CREATE INDEX entries_activity ON holdfast.entries (trader, occurred_at DESC, account_version DESC, id DESC) WHERE account_kind = 'available';
-- The cost basis: a trader's acquisitions per asset.
CREATE INDEX entries_acquisitions ON holdfast.entries (trader, asset, network) WHERE transfer_kind = 'deposit' AND account_kind = 'available';

-- Booking an entry moves the account's balance in the same statement; the row lock that this takes is what orders parallel transfers.
-- It runs as the owner, because no other role may update a balance; row security still applies (FORCE), so it sees this trader only.
CREATE FUNCTION holdfast.book_entry() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  the_transfer holdfast.transfers;
  the_account  holdfast.accounts;
BEGIN
  SELECT * INTO the_transfer FROM holdfast.transfers WHERE id = NEW.transfer_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'an entry needs a transfer of this trader' USING ERRCODE = 'foreign_key_violation';
  END IF;
  UPDATE holdfast.accounts
     SET balance = balance + CASE WHEN NEW.side = normal_side THEN NEW.amount ELSE -NEW.amount END,
         version = version + 1
   WHERE id = NEW.account_id AND (trader IS NULL OR trader = the_transfer.trader)
  RETURNING * INTO the_account;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'an entry needs an account of its transfer''s trader or of the house' USING ERRCODE = 'foreign_key_violation';
  END IF;
  NEW.balance_after   := the_account.balance;
  NEW.account_version := the_account.version;
  NEW.account_kind    := the_account.kind;
  NEW.trader          := the_account.trader;
  NEW.asset           := the_account.asset;
  NEW.network         := the_account.network;
  NEW.transfer_kind   := the_transfer.kind;
  NEW.occurred_at     := the_transfer.occurred_at;
  RETURN NEW;
END $$;
CREATE TRIGGER entries_book BEFORE INSERT ON holdfast.entries FOR EACH ROW EXECUTE FUNCTION holdfast.book_entry();

-- Runs at commit, when all entries are there. The count makes it fail rather than pass when it cannot see every entry.
CREATE FUNCTION holdfast.check_transfer() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  the_id   uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
  declared smallint;
  found_n  bigint;
BEGIN
  SELECT entry_count INTO declared FROM holdfast.transfers WHERE id = the_id;
  SELECT count(*) INTO found_n FROM holdfast.entries WHERE transfer_id = the_id;
  IF declared IS DISTINCT FROM found_n THEN
    RAISE EXCEPTION 'a transfer has exactly the entries it declared'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'transfers_are_complete';
  END IF;
  IF EXISTS (SELECT FROM holdfast.entries WHERE transfer_id = the_id
              GROUP BY asset, network HAVING sum(CASE side WHEN 'credit' THEN amount ELSE -amount END) <> 0) THEN
    RAISE EXCEPTION 'a transfer''s entries sum to zero per asset and network'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'transfers_are_balanced';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER transfers_check AFTER INSERT ON holdfast.transfers
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION holdfast.check_transfer('id');
CREATE CONSTRAINT TRIGGER entries_check AFTER INSERT ON holdfast.entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION holdfast.check_transfer('transfer_id');

CREATE FUNCTION holdfast.refuse_change() RETURNS trigger
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: the ledger is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_is_append_only';
END $$;
CREATE TRIGGER transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON holdfast.transfers
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_change();
CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON holdfast.entries
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_change();
CREATE TRIGGER accounts_stay BEFORE DELETE OR TRUNCATE ON holdfast.accounts
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_change();

-- A balance moves only inside the booking of an entry (depth 2: the entry's trigger, then this one). A new account starts at nothing.
CREATE FUNCTION holdfast.guard_account() RETURNS trigger
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.version = 0 AND NEW.balance = 0 THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() >= 2 THEN
    IF (NEW.id, NEW.kind, NEW.trader, NEW.asset, NEW.network) IS NOT DISTINCT FROM (OLD.id, OLD.kind, OLD.trader, OLD.asset, OLD.network) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a balance moves only by an entry'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'balance_moves_only_by_an_entry';
END $$;
CREATE TRIGGER accounts_guard BEFORE INSERT OR UPDATE ON holdfast.accounts FOR EACH ROW EXECUTE FUNCTION holdfast.guard_account();

ALTER TABLE holdfast.accounts  ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.accounts  FORCE  ROW LEVEL SECURITY;
ALTER TABLE holdfast.transfers ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.transfers FORCE  ROW LEVEL SECURITY;
ALTER TABLE holdfast.entries   ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.entries   FORCE  ROW LEVEL SECURITY;

-- The app: one trader's own rows, and only moves between that trader's own accounts. Deposits and settlements are the worker's.
CREATE POLICY app_own ON holdfast.accounts  TO holdfast_app USING (trader = holdfast.current_sub());
CREATE POLICY app_own ON holdfast.entries   TO holdfast_app USING (trader = holdfast.current_sub());
CREATE POLICY app_own ON holdfast.transfers FOR SELECT TO holdfast_app USING (trader = holdfast.current_sub());
CREATE POLICY app_moves ON holdfast.transfers FOR INSERT TO holdfast_app
  WITH CHECK (trader = holdfast.current_sub() AND kind IN ('hold', 'release'));

-- The worker: reads all, because it settles and reconciles for all; writes for one trader at a time.
CREATE POLICY worker_reads ON holdfast.accounts  FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY worker_reads ON holdfast.transfers FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY worker_reads ON holdfast.entries   FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY worker_writes ON holdfast.accounts FOR INSERT TO holdfast_worker
  WITH CHECK (trader IS NULL AND holdfast.current_sub() IS NOT NULL OR trader = holdfast.current_sub());
CREATE POLICY worker_writes ON holdfast.transfers FOR INSERT TO holdfast_worker WITH CHECK (trader = holdfast.current_sub());
CREATE POLICY worker_writes ON holdfast.entries FOR INSERT TO holdfast_worker
  WITH CHECK (trader IS NULL AND holdfast.current_sub() IS NOT NULL OR trader = holdfast.current_sub());

-- Ops reads everything for the books' audit and writes nothing.
CREATE POLICY ops_reads ON holdfast.accounts  FOR SELECT TO holdfast_ops USING (true);
CREATE POLICY ops_reads ON holdfast.transfers FOR SELECT TO holdfast_ops USING (true);
CREATE POLICY ops_reads ON holdfast.entries   FOR SELECT TO holdfast_ops USING (true);

-- The owner, in whose name the triggers run: this trader's rows and the house's, nobody else's.
CREATE POLICY owner_books ON holdfast.accounts  TO holdfast_owner USING (trader = holdfast.current_sub() OR trader IS NULL AND holdfast.current_sub() IS NOT NULL);
CREATE POLICY owner_books ON holdfast.transfers TO holdfast_owner USING (trader = holdfast.current_sub());
CREATE POLICY owner_books ON holdfast.entries   TO holdfast_owner USING (trader = holdfast.current_sub() OR trader IS NULL AND holdfast.current_sub() IS NOT NULL);

GRANT SELECT ON holdfast.accounts, holdfast.transfers, holdfast.entries TO holdfast_app, holdfast_worker, holdfast_ops;
GRANT INSERT (kind, trader, asset, network) ON holdfast.accounts TO holdfast_app, holdfast_worker;
GRANT INSERT (id, trader, kind, reference, idempotency_key, body_sha256, entry_count, cost, occurred_at, recorded_at)
  ON holdfast.transfers TO holdfast_app, holdfast_worker;
GRANT INSERT (transfer_id, account_id, side, amount) ON holdfast.entries TO holdfast_app, holdfast_worker;
REVOKE EXECUTE ON FUNCTION holdfast.book_entry(), holdfast.check_transfer(), holdfast.refuse_change(), holdfast.guard_account() FROM PUBLIC;

-- Everything that would be wrong with the books, recomputed from the entries. Empty is the only good answer. Read by worker and ops.
CREATE VIEW holdfast.ledger_faults WITH (security_invoker = true) AS
  SELECT 'unbalanced_transfer' AS fault, transfer_id::text AS subject
    FROM holdfast.entries GROUP BY transfer_id, asset, network
   HAVING sum(CASE side WHEN 'credit' THEN amount ELSE -amount END) <> 0
  UNION ALL
  SELECT 'incomplete_transfer', t.id::text
    FROM holdfast.transfers t
   WHERE t.entry_count <> (SELECT count(*) FROM holdfast.entries e WHERE e.transfer_id = t.id)
  UNION ALL
  SELECT 'balance_is_not_the_sum', a.id::text
    FROM holdfast.accounts a
   WHERE a.balance <> (SELECT coalesce(sum(CASE WHEN e.side = a.normal_side THEN e.amount ELSE -e.amount END), 0)
                         FROM holdfast.entries e WHERE e.account_id = a.id)
  UNION ALL
  SELECT 'negative_balance', a.id::text FROM holdfast.accounts a WHERE a.balance < 0
  UNION ALL
  SELECT 'broken_chain', c.id::text
    FROM (SELECT e.id, e.balance_after, e.account_version,
                 CASE WHEN e.side = a.normal_side THEN e.amount ELSE -e.amount END AS delta,
                 coalesce(lag(e.balance_after) OVER w, 0) AS balance_before,
                 row_number() OVER w AS place
            FROM holdfast.entries e JOIN holdfast.accounts a ON a.id = e.account_id
          WINDOW w AS (PARTITION BY e.account_id ORDER BY e.account_version)) c
   WHERE c.balance_after <> c.balance_before + c.delta OR c.account_version <> c.place;
GRANT SELECT ON holdfast.ledger_faults TO holdfast_worker, holdfast_ops;
