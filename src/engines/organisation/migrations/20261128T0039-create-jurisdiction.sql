-- Kinds of agency that processes ask for by their work.
ALTER TABLE organisation.agency_version DROP CONSTRAINT agency_version_kind_check;
ALTER TABLE organisation.agency_version ADD CONSTRAINT agency_version_kind_check CHECK (kind IN ('ministry',
  'provincial-committee', 'district-committee', 'commune-committee', 'department', 'office', 'service-centre',
  'one-stop-desk', 'division', 'public-unit', 'land-office', 'tax', 'police', 'social-insurance'));

-- Areas that an agency answers for beside what lies in its own: a branch of the land registration office or a tax base works
-- for several communes. An agency that has any answers for these, not for the whole of its own area.
CREATE TABLE organisation.agency_area (
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  area_id uuid NOT NULL REFERENCES organisation.area,
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  -- Said once for a day.
  CONSTRAINT agency_area_once EXCLUDE USING gist (agency_id WITH =, area_id WITH =, valid WITH &&)
);
CREATE INDEX agency_area_area ON organisation.agency_area (area_id);
