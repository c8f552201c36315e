-- Why: people who come from another user store must be found again by every later run of the import, must be told once what has changed for them, and
-- must not be told apart from strangers while they move. A row is what an import knows of one old account; it holds no password and no hash.

CREATE TABLE holdfast.legacy_accounts (
  -- The old store's own name for the account.
  legacy_id         text PRIMARY KEY CHECK (legacy_id ~ '^[!-~]{1,128}$'),
  email             text NOT NULL UNIQUE CHECK (email <> ''),
  -- The pool's name for it, made of the legacy id under a key of the import's: nobody who signs up can be given it.
  username          text NOT NULL UNIQUE CHECK (username <> ''),
  -- NULL until the pool has the account and we know of it: an account that moves at its first sign-in has none before that.
  sub               text UNIQUE CHECK (sub <> ''),
  legacy_created_at timestamptz(0),
  imported_at       timestamptz(0) NOT NULL,
  -- The first session that was opened for it.
  first_seen_at     timestamptz(0) CHECK (first_seen_at IS NULL OR sub IS NOT NULL),
  -- When the trader said that they had read what changed.
  told_at           timestamptz(0) CHECK (told_at IS NULL OR sub IS NOT NULL)
);
ALTER TABLE holdfast.legacy_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.legacy_accounts FORCE ROW LEVEL SECURITY;

-- The import runs as the desk's role, by hand, and never takes a row away.
CREATE POLICY legacy_accounts_of_the_import ON holdfast.legacy_accounts FOR ALL TO holdfast_ops USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (legacy_id, email, username, sub, legacy_created_at, imported_at), UPDATE (sub) ON holdfast.legacy_accounts TO holdfast_ops;

-- A trader's own row, and rows that are nobody's yet: a first sign-in takes the one with the pool's name of the account, and only for itself. The product
-- reads neither legacy ids nor addresses.
CREATE POLICY legacy_accounts_of_the_trader ON holdfast.legacy_accounts FOR SELECT TO holdfast_app
  USING (holdfast.current_sub() IS NOT NULL AND (sub IS NULL OR sub = holdfast.current_sub()));
CREATE POLICY legacy_accounts_are_taken_for_the_trader ON holdfast.legacy_accounts FOR UPDATE TO holdfast_app
  USING (sub IS NULL OR sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
GRANT SELECT (username, sub, first_seen_at, told_at), UPDATE (sub, first_seen_at, told_at) ON holdfast.legacy_accounts TO holdfast_app;

-- Taken once, told once: neither is ever written over.
CREATE FUNCTION holdfast.guard_legacy_account() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF (OLD.sub IS NOT NULL AND NEW.sub IS DISTINCT FROM OLD.sub) OR (OLD.told_at IS NOT NULL AND NEW.told_at IS DISTINCT FROM OLD.told_at)
     OR (OLD.first_seen_at IS NOT NULL AND NEW.first_seen_at IS DISTINCT FROM OLD.first_seen_at) THEN
    RAISE EXCEPTION 'an old account is one trader''s, and is told once'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'legacy_accounts_are_taken_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER legacy_accounts_guard BEFORE UPDATE ON holdfast.legacy_accounts FOR EACH ROW EXECUTE FUNCTION holdfast.guard_legacy_account();

-- A reset that was asked for an address which the pool refused: nothing was mailed. With a trigger for old accounts the pool refuses unknown addresses
-- and forgets them, so that a guess at the code would be answered otherwise than for a known one. No trader's rows: nobody is signed in.
CREATE TABLE holdfast.unsent_resets (
  account_key bytea PRIMARY KEY CHECK (length(account_key) = 32),
  asked_at    timestamptz(0) NOT NULL,
  guesses     integer NOT NULL DEFAULT 0 CHECK (guesses >= 0)
);
ALTER TABLE holdfast.unsent_resets ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.unsent_resets FORCE ROW LEVEL SECURITY;
CREATE POLICY unsent_resets_of_anybody ON holdfast.unsent_resets FOR ALL TO holdfast_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.unsent_resets TO holdfast_app;
