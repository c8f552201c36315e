-- Why: many tabs and several server processes refresh at once, and a rotated refresh token may be spent only once.
-- A row is a lease: whoever writes it asks the user pool, the others read the sealed answer for a few seconds.
-- It is keyed by the SHA-256 of the refresh token, is about no trader we know yet, and the answer is sealed (AES-256-GCM); hence no trader in the policy.

CREATE TABLE holdfast.refresh_flights (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  holder uuid NOT NULL,
  lease_until timestamptz NOT NULL,
  outcome text CHECK (outcome IN ('issued', 'refused', 'unavailable')),
  sealed_result bytea,
  settled_until timestamptz,
  CONSTRAINT an_outcome_has_an_end CHECK ((outcome IS NULL) = (settled_until IS NULL)),
  CONSTRAINT only_issued_tokens_are_kept CHECK ((sealed_result IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'issued'))
);
CREATE INDEX refresh_flights_by_age ON holdfast.refresh_flights (lease_until);
ALTER TABLE holdfast.refresh_flights ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.refresh_flights FORCE ROW LEVEL SECURITY;
CREATE POLICY refresh_flights_of_anybody ON holdfast.refresh_flights FOR ALL TO holdfast_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.refresh_flights TO holdfast_app;
