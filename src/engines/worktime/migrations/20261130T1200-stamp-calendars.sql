-- Which calendars there are is asked for each due time and changes a few times a year: kept under the stamp of the units (organisation).
CREATE CONSTRAINT TRIGGER calendar_stamped AFTER INSERT OR UPDATE OR DELETE ON worktime.calendar
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.stamp_anew();
