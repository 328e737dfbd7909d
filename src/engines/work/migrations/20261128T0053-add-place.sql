-- The place that a task's matter is about. An agency that a reform takes away leaves its open tasks to its successor, found
-- when somebody asks; where its work went to several, to the committee of this place.
ALTER TABLE work.task ADD COLUMN area_id uuid REFERENCES organisation.area (id);
-- Which agencies have anything open about a place: a few, among however many tasks.
CREATE INDEX task_place ON work.task (area_id, agency_id) WHERE state IN ('open', 'suspended');
