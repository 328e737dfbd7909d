// The outbox as a list: what state each item is in, why, and what can be done about it.

import { inOrder, isOwn } from './outbox.js';
import { dateTime } from './slip.js';

const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

const LOOKS = {
  begun: 'hold',
  waiting: 'soon',
  sending: 'soon',
  received: '',
  attention: 'late',
  refused: 'late',
  gone: 'hold',
};

const stateOf = item => (item.sending && item.state === 'waiting' ? 'sending' : item.state);

function actionsOf(item, say, on) {
  const button = (key, does) => {
    const made = make('button', { type: 'button', className: 'link', textContent: say(key) });
    made.onclick = () => does(item);
    return made;
  };
  const link = (key, href) => make('a', { href, textContent: say(key) });
  const parts = [];
  if (item.state === 'received')
    parts.push(
      link('print-receipt', `/can-bo/ho-so/${item.dossier}/giay-tiep-nhan.pdf`),
      link('open-dossier', `/can-bo/ho-so/${item.dossier}`),
    );
  if (item.state === 'attention' && item.href) parts.push(link('mend', item.href));
  if (isOwn(item) && on.canOpen(item))
    parts.push(button(item.state === 'begun' ? 'resume' : 'correct', on.resume));
  if (item.sealed && item.provisional && on.canOpen(item)) parts.push(button('slip-again', on.slip));
  if (item.state !== 'waiting' || isOwn(item)) parts.push(dropPart(item, say, on));
  return parts;
}

/** Asked twice where something would be lost. */
function dropPart(item, say, on) {
  const made = make('button', {
    type: 'button',
    className: 'link',
    textContent: say(item.sealed ? 'drop' : 'hide'),
  });
  made.onclick = () => {
    if (item.sealed && !made.dataset.sure) {
      made.dataset.sure = '1';
      made.textContent = say('drop-sure');
      return;
    }
    void on.drop(item);
  };
  return made;
}

/** What is missing in a dossier that was taken all the same, each the way to its field where it may still be changed. */
function lackingOf(item, { seen, say, on }) {
  const lacking = item.state === 'waiting' ? (seen.get(item.id)?.lacking ?? []) : [];
  if (!lacking.length) return [];
  const lines = lacking.map((words, at) => {
    if (!isOwn(item)) return make('li', { textContent: words });
    const made = make('button', { type: 'button', className: 'link', textContent: words });
    made.onclick = () => on.resume(item, at);
    return make('li', {}, made);
  });
  return [make('p', { textContent: say('lacking-about') }), make('ul', {}, ...lines)];
}

function row(item, view) {
  const { seen, say, on } = view;
  const state = stateOf(item);
  const head = make(
    'p',
    {},
    make('b', { className: 'num', textContent: item.provisional || say('no-number') }),
  );
  if (item.code) head.append(' → ', make('b', { className: 'num', textContent: item.code }));
  head.append(' ', make('b', { className: `st ${LOOKS[state]}`, textContent: say(`state-${state}`) }));
  const lacking = lackingOf(item, view);
  if (lacking.length) head.append(' ', make('b', { className: 'st late', textContent: say('lacking') }));
  const facts = [seen.get(item.id)?.whose, item.name, dateTime(item.taken)].filter(Boolean).join(' · ');
  // A second one of the same matter is said on both, before it is sent: the clerk knows which is right.
  const twins = item.sealed ? view.same(item).map(i => i.provisional) : [];
  const reasons = [
    ...(twins.length ? [say('same-here', { numbers: twins.join(', ') })] : []),
    // What was still to be decided is decided where it was dropped.
    ...(item.state === 'gone' ? [] : (item.reasons ?? [])),
    ...(item.state === 'waiting' && item.failed ? [say('failed', { status: item.failed })] : []),
    ...(item.state === 'received' && item.counts === 'server' ? [say('clock-changed')] : []),
  ];
  return make(
    'li',
    {},
    head,
    make('p', { className: 'q', textContent: facts }),
    ...lacking,
    ...(reasons.length ? [make('ul', {}, ...reasons.map(textContent => make('li', { textContent })))] : []),
    make('p', { className: 'row' }, ...actionsOf(item, say, on)),
  );
}

/** Draws the items into `list`. */
export function drawOutbox(list, items, view) {
  const rows = inOrder(items).map(item => row(item, view));
  list.replaceChildren(
    ...(rows.length ? rows : [make('li', { className: 'q', textContent: view.say('outbox-empty') })]),
  );
}
