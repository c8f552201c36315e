-- Why: everything of the product lives in one schema, so that nothing of it can hide in `public`, and one domain carries all money.
-- No table here.

CREATE SCHEMA holdfast;
GRANT USAGE ON SCHEMA holdfast TO holdfast_app, holdfast_worker, holdfast_ops;

-- The trader of this transaction, or NULL when none was set. A setting that was once set and then reset reads as '', which is nobody too.
CREATE FUNCTION holdfast.current_sub() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  SET search_path = ''
  RETURN nullif(current_setting('holdfast.sub', true), '');

-- Whole base units of at most 78 digits (2^256 has 78). The base type carries no (78,0), because that would round 0.5 instead of refusing it.
-- NaN sorts above every number and Infinity is not below 1e78, so the first test refuses both; scale() refuses 1.0 as well as 1.5.
CREATE DOMAIN holdfast.base_units AS numeric
  CONSTRAINT base_units_are_finite_and_within_78_digits CHECK (abs(VALUE) < 1e78)
  CONSTRAINT base_units_are_whole CHECK (scale(VALUE) = 0);
