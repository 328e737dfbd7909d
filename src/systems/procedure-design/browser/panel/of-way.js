import { blank } from './ours.js';

/** Which way is taken when no condition holds. */
export function ofGateway({ t }, bo) {
  // Files need not say at a gateway which flows leave it.
  const flows = bo.$parent
    .get('flowElements')
    .filter(f => f.$type === 'bpmn:SequenceFlow' && f.get('sourceRef') === bo);
  const chooses = /(Exclusive|Inclusive)Gateway$/.test(bo.$type);
  if (!chooses || !flows.length) return [];
  return [
    {
      key: 'default',
      label: t('field.default'),
      hint: t('field.default.hint'),
      type: 'select',
      value: bo.get('default')?.get('id') ?? '',
      options: [
        { value: '', label: t('default.none') },
        ...flows.map(f => ({
          value: f.get('id'),
          label:
            f.get('name') ||
            t('default.to', { step: f.get('targetRef')?.get('name') || f.get('targetRef')?.get('id') || '' }),
        })),
      ],
      set: value => {
        const flow = flows.find(f => f.get('id') === value);
        // The default way is taken when no condition holds: it has none itself.
        const without = flow?.get('conditionExpression')
          ? [{ of: flow, set: { conditionExpression: undefined } }]
          : [];
        return [{ of: bo, set: { default: flow } }, ...without];
      },
    },
  ];
}

/** When a dossier goes this way. */
export function ofFlow({ t, create }, bo) {
  const from = bo.get('sourceRef');
  const isDefault = from?.get('default') === bo;
  const chooses = /(Exclusive|Inclusive)Gateway$/.test(from?.$type ?? '');
  const condition = {
    key: 'condition',
    inserts: 'condition',
    label: t('field.condition'),
    hint: t('field.condition.hint'),
    type: 'feel',
    value: bo.get('conditionExpression')?.get('body') ?? '',
    set: value => {
      const typed = value.trim();
      const expression = typed ? create('bpmn:FormalExpression', { body: typed }) : undefined;
      if (expression) expression.$parent = bo;
      return [{ of: bo, set: { conditionExpression: expression } }];
    },
  };
  const otherwise = {
    key: 'is-default',
    label: t('field.is-default'),
    type: 'check',
    value: isDefault,
    set: value => [
      { of: from, set: { default: value ? bo : undefined } },
      ...(value ? [{ of: bo, set: { conditionExpression: undefined } }] : []),
    ],
  };
  return chooses
    ? [otherwise, ...(isDefault ? [] : [condition])]
    : bo.get('conditionExpression')
      ? [condition]
      : [];
}

/** Another process that is called. */
export function ofCall({ t, processes }, bo) {
  return [
    {
      key: 'called',
      label: t('field.called'),
      hint: t('field.called.hint'),
      type: 'text',
      value: bo.get('calledElement') ?? '',
      options: processes.map(value => ({ value, label: '' })),
      set: value => [{ of: bo, set: { calledElement: blank(value.trim()) } }],
    },
  ];
}
