-- Why: money leaves only to addresses that the trader put on a list with a fresh proof, and only after a while, so that a hurried or
-- stolen session cannot name a new destination and use it at once.

CREATE TABLE holdfast.addresses (
  id           uuid PRIMARY KEY,
  trader       text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  network      text NOT NULL REFERENCES holdfast.networks (id),
  chain_id     bigint NOT NULL CHECK (chain_id > 0),
  -- With its checksum (EIP-55).
  address      text NOT NULL CHECK (address ~ '^0x[0-9a-fA-F]{40}$'),
  label        text NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
  created_at   timestamptz(0) NOT NULL,
  -- An address that nobody confirms until then is not on the list.
  expires_at   timestamptz(0) NOT NULL,
  terms_hash   text NOT NULL CHECK (terms_hash ~ '^[A-Za-z0-9_-]{43}$'),
  -- NULL until it is confirmed with a grant.
  grant_id     uuid UNIQUE REFERENCES holdfast.step_up_grants (id),
  confirmed_at timestamptz(0),
  usable_at    timestamptz(0),
  removed_at   timestamptz(0),
  CONSTRAINT addresses_are_confirmed_whole CHECK ((confirmed_at IS NULL) = (usable_at IS NULL)),
  CONSTRAINT addresses_cool_off CHECK (usable_at >= confirmed_at)
);
-- One living entry per destination; a removed one may be added again and cools off again.
CREATE UNIQUE INDEX addresses_once ON holdfast.addresses (trader, network, lower(address)) WHERE removed_at IS NULL AND confirmed_at IS NOT NULL;
CREATE INDEX addresses_by_trader ON holdfast.addresses (trader, created_at DESC, id);
ALTER TABLE holdfast.addresses ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.addresses FORCE ROW LEVEL SECURITY;
CREATE POLICY addresses_of_the_trader ON holdfast.addresses FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
GRANT SELECT ON holdfast.addresses TO holdfast_app;
-- Nothing is listed by being written: the approval is a step of its own.
GRANT INSERT (id, trader, network, chain_id, address, label, created_at, expires_at, terms_hash) ON holdfast.addresses TO holdfast_app;
GRANT UPDATE (grant_id, confirmed_at, usable_at, removed_at) ON holdfast.addresses TO holdfast_app;

CREATE FUNCTION holdfast.guard_address() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF OLD.removed_at IS NOT NULL OR (OLD.confirmed_at IS NOT NULL AND
     (OLD.grant_id, OLD.confirmed_at, OLD.usable_at) IS DISTINCT FROM (NEW.grant_id, NEW.confirmed_at, NEW.usable_at)) THEN
    RAISE EXCEPTION 'a listed address is only ever removed' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'addresses_stay';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER addresses_guard BEFORE UPDATE ON holdfast.addresses FOR EACH ROW EXECUTE FUNCTION holdfast.guard_address();
