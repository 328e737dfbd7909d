-- By which rules an agency hands out its work is asked for each new step: kept under the stamp of the units (organisation).
CREATE CONSTRAINT TRIGGER hand_out_rule_stamped AFTER INSERT OR UPDATE OR DELETE ON work.hand_out_rule
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation.stamp_anew();
