-- Why: wrong guesses are counted here before the user pool counts them, because the pool's own lock can be raced and used as a weapon.
-- No trader's rows: an account is an HMAC of its name, a network an HMAC of its address, and both exist for unknown names too.
-- So the policies tell no traders apart; they keep the tables for the app role, and ops may read how many locks there are.

CREATE TABLE holdfast.sign_in_attempts (
  account_key bytea NOT NULL CHECK (octet_length(account_key) = 32),
  purpose text NOT NULL CHECK (purpose IN ('password', 'totp', 'sign-up-code')),
  failures integer NOT NULL CHECK (failures > 0),
  -- Seconds since the epoch by the product's clock: the lock is arithmetic on it, and the clock of tests can be moved.
  failed_at_seconds bigint NOT NULL,
  PRIMARY KEY (account_key, purpose)
);
ALTER TABLE holdfast.sign_in_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.sign_in_attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY attempts_on_anybody ON holdfast.sign_in_attempts FOR ALL TO holdfast_app USING (true) WITH CHECK (true);
CREATE POLICY attempts_on_anybody_are_read_by_ops ON holdfast.sign_in_attempts FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.sign_in_attempts TO holdfast_app;
GRANT SELECT ON holdfast.sign_in_attempts TO holdfast_ops;

-- Starts of one kind from one network in the current window.
CREATE TABLE holdfast.rate_windows (
  key bytea NOT NULL CHECK (octet_length(key) = 32),
  purpose text NOT NULL CHECK (purpose IN ('sign-in', 'sign-up', 'sign-up-mail')),
  started_at_seconds bigint NOT NULL,
  uses integer NOT NULL CHECK (uses > 0),
  PRIMARY KEY (key, purpose)
);
ALTER TABLE holdfast.rate_windows ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.rate_windows FORCE ROW LEVEL SECURITY;
CREATE POLICY uses_of_anybody ON holdfast.rate_windows FOR ALL TO holdfast_app USING (true) WITH CHECK (true);
CREATE POLICY uses_of_anybody_are_read_by_ops ON holdfast.rate_windows FOR SELECT TO holdfast_ops USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.rate_windows TO holdfast_app;
GRANT SELECT ON holdfast.rate_windows TO holdfast_ops;
