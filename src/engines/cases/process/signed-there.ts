import type { FieldLayout, Form, Words } from '#engines/forms';

/** The question how the result is to come; undefined where the form asks no such thing. */
const deliveryIn = ({ fields }: Pick<Form, 'fields'>): FieldLayout | undefined =>
  Object.values(fields).find(f => f.use === 'delivery');

/** Whether a result is given at a counter and no other way: its form offers none, for those whom it is for have to be there and sign. */
export function isSignedThere(form: Pick<Form, 'fields'>): boolean {
  const options = deliveryIn(form)?.options;
  return options !== undefined && options.length > 0 && options.every(o => o.value === 'counter');
}

/** Who has to be there, in the words of the form; undefined where the result may come in other ways, or the form does not say. */
export const whoHasToBeThere = (form: Pick<Form, 'fields'>): Words | undefined =>
  isSignedThere(form) ? deliveryIn(form)?.hint : undefined;
