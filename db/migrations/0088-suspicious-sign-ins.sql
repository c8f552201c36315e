-- Why: a sign-in that does not look like its owner's is asked for one thing more, a code from the mailbox. For that the product has to know what went
-- wrong at an account lately, since when a browser is known, which codes are on their way, and which browser has answered. Accounts are keyed names,
-- as in sign_in_attempts, and exist for addresses that nobody has: no table tells strangers which is which.

-- One row per wrong password or code. It is written before the pool is asked and taken back when the pool says yes, so that guesses at once cannot hide
-- behind each other. Unlike the counts that lock, a right password of somebody does not wash it away.
CREATE TABLE holdfast.sign_in_failures (
  id                uuid PRIMARY KEY,
  account_key       bytea NOT NULL CHECK (octet_length(account_key) = 32),
  failed_at_seconds bigint NOT NULL
);
CREATE INDEX sign_in_failures_by_age ON holdfast.sign_in_failures (failed_at_seconds);
CREATE INDEX sign_in_failures_by_account ON holdfast.sign_in_failures (account_key, failed_at_seconds);

-- Codes that were mailed and still work. Mail can be late, so a newer one does not end an older one; using one ends all.
CREATE TABLE holdfast.suspicion_codes (
  id          uuid PRIMARY KEY,
  account_key bytea NOT NULL CHECK (octet_length(account_key) = 32),
  code_hash   bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  sent_at     timestamptz(0) NOT NULL,
  expires_at  timestamptz(0) NOT NULL
);
CREATE INDEX suspicion_codes_by_account ON holdfast.suspicion_codes (account_key, sent_at DESC);

-- A browser that has answered, by the hash of its device cookie: for some minutes its next sign-in to this account is asked for nothing more.
CREATE TABLE holdfast.sign_in_passes (
  account_key bytea NOT NULL CHECK (octet_length(account_key) = 32),
  token_hash  bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  expires_at  timestamptz(0) NOT NULL,
  PRIMARY KEY (account_key, token_hash)
);

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['sign_in_failures', 'suspicion_codes', 'sign_in_passes'] LOOP
    EXECUTE format('ALTER TABLE holdfast.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('ALTER TABLE holdfast.%I FORCE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY %I ON holdfast.%I FOR ALL TO holdfast_app USING (true) WITH CHECK (true)', one || '_of_anybody', one);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON holdfast.%I TO holdfast_app', one);
  END LOOP;
END $$;
-- Locking the rows that are forgotten takes this right; nothing changes one.
GRANT UPDATE (failed_at_seconds) ON holdfast.sign_in_failures TO holdfast_app;
-- Of two that give a browser its pass again, the later end holds.
GRANT UPDATE (expires_at) ON holdfast.sign_in_passes TO holdfast_app;

-- Since when the owner is known by a browser, and when the mailbox was last shown in it: a recovery brings browsers in that were not known before it. Those
-- from before this was kept count as known all along.
ALTER TABLE holdfast.known_devices
  ADD COLUMN known_since timestamptz(0) NOT NULL DEFAULT to_timestamp(0),
  ADD COLUMN mailbox_shown_at timestamptz(0);
ALTER TABLE holdfast.known_devices ALTER COLUMN known_since DROP DEFAULT;
GRANT UPDATE (mailbox_shown_at) ON holdfast.known_devices TO holdfast_app;
