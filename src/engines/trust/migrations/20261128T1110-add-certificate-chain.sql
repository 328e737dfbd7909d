-- Certificates of the authorities between this one and a root, DER, the nearest first: they go into every signature, so that whoever
-- knows the root alone can follow (ETSI EN 319 142-1, 6.3). None for those of the installation's own authority.
ALTER TABLE trust.certificate ADD COLUMN chain bytea[] NOT NULL DEFAULT '{}';
