import type { Intake, ReusablePaper, RunningVersion } from '#engines/cases';
import type { Form, FormData } from '#engines/forms';
import type { FieldError } from '#ui';

/** What the parts of the page read of an intake. */
type Entering = Pick<Intake, 'desk' | 'person'> & { draft: Pick<Intake['draft'], 'sources' | 'data'> };

export type EntryView = {
  intake: Entering;
  form: Form;
  version: RunningVersion;
  data: FormData;
  errors: readonly FieldError[];
  /** The group to which an empty item is to be added. */
  more?: string | undefined;
  reusable: readonly ReusablePaper[];
  /** Drawn to be filled in without a network: all that the form may ask, and nothing that goes to the server by itself. */
  offline?: true;
};
