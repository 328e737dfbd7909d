// The provisional receipt: what the applicant takes home where no number could be given. It says that it is none.

const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

const LOCAL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** `21/11/2026 15:40`: the clock of the device, read as the province does, whatever place the device was set to. */
export const dateTime = ms => {
  const [date, time] = LOCAL.format(ms).split(' ');
  return `${date.split('-').reverse().join('/')} ${time}`;
};

const textOf = (entries, name) => entries.find(([n]) => n === name)?.[1]?.trim() ?? '';

/** Papers that were handed in, in words: of a template's list, as many as the clerk counted. */
export function papersIn(template, entries, files, say) {
  const complete = textOf(entries, 'du-giay-to') !== '';
  return [...template.content.querySelectorAll('[data-paper]')].flatMap(part => {
    const { paper: key, name } = part.dataset;
    const originals = Number(textOf(entries, `ban-chinh.${key}`)) || 0;
    const copies = Number(textOf(entries, `ban-sao.${key}`)) || 0;
    const photos = files.filter(f => part.querySelector(`[name="${CSS.escape(f.field)}"]`)).length;
    if (originals + copies > 0) return [say('slip-paper', { name, originals, copies })];
    if (complete && 'required' in part.dataset)
      return [say(photos ? 'slip-whole-photo' : 'slip-whole', { name })];
    return photos ? [say('slip-photo', { name })] : [];
  });
}

const list = (heading, lines) =>
  lines.length
    ? [
        make('h3', { textContent: heading }),
        make('ul', {}, ...lines.map(textContent => make('li', { textContent }))),
      ]
    : [];

/** Draws the receipt into `place`. `papers`: those that were handed in; `lacking`: names of those that are still missing; `both`: who has to come for the result, where two have to. */
export function drawSlip(place, { item, pack, person, papers, lacking, both, delegate, say }) {
  const rows = [
    ['slip-applicant', person],
    ...(delegate ? [['slip-delegate', delegate]] : []),
    ['slip-procedure', `${item.name} (${item.procedure})`],
    ['slip-taken', dateTime(item.taken)],
    ['slip-clerk', pack.clerk],
  ];
  place.replaceChildren(
    make('p', { className: 'slip-office', textContent: pack.office }),
    make('h2', { className: 'slip-title', textContent: say('slip-title') }),
    make('p', { className: 'slip-number', textContent: item.provisional }),
    make(
      'dl',
      { className: 'kv' },
      ...rows.map(([key, value]) =>
        make('div', {}, make('dt', { textContent: say(key) }), make('dd', { textContent: value })),
      ),
    ),
    ...list(say('slip-papers'), papers),
    ...list(say('slip-lacking'), lacking),
    ...(lacking.length ? [make('p', { textContent: say('slip-lacking-about') })] : []),
    ...(both ? [make('p', { textContent: say('slip-both', { who: both }) })] : []),
    make('p', { textContent: say('slip-is-none') }),
    make('p', { className: 'slip-sign', textContent: say('slip-sign') }),
  );
}
