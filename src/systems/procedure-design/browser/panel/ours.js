/** Nothing rather than an empty attribute. */
export const blank = value => (value === '' ? undefined : value);

/** Kinds of agencies that a process may name. */
export const AGENCIES = ['land-office', 'tax', 'police', 'social-insurance'];

/** Fields that hold one attribute of ours as it is typed. */
export function ours({ t }, bo) {
  const field = (type, name, more = {}) => ({
    key: name,
    label: t(`field.${name}`),
    type,
    value: bo.get(`fs:${name}`) ?? '',
    set: value => [
      { of: bo, set: { [`fs:${name}`]: blank(typeof value === 'string' ? value.trim() : value) } },
    ],
    ...more,
  });
  const hint = name => ({ hint: t(`field.${name}.hint`) });
  const choose = (name, values, none) =>
    field('select', name, {
      options: [
        { value: '', label: t(none) },
        // What somebody has written by hand is not lost by being looked at.
        ...[...new Set([...values, ...(bo.get(`fs:${name}`) ? [bo.get(`fs:${name}`)] : [])])].map(value => ({
          value,
          label: values.includes(value) ? t(`${name}.${value}`) : value,
        })),
      ],
    });
  return { field, hint, choose };
}

/** Whether the clock of the dossier stands still while an answer is awaited. */
export const stops = ({ t }, bo) => ({
  key: 'clock',
  label: t('field.clock'),
  type: 'check',
  value: bo.get('fs:clock') === 'stop',
  set: value => [{ of: bo, set: { 'fs:clock': value ? 'stop' : undefined } }],
});
