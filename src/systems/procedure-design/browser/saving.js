import { later, make } from './dom.js';
import { saveAs } from './files.js';
import { keeperOf } from './keep.js';
import { ask } from './server.js';

/** `28/11/2026 10:48`, by the clock of the province. */
export function dateTime(at) {
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Asia/Ho_Chi_Minh',
  });
  return format.format(at).replace(',', '');
}

/**
 * Saving the drawing, and what keeps it from being lost: what others saved meanwhile, a broken line, a closed window.
 * @param {object} of `{ config, t, notice, status, source, xmlNow(): Promise<string>, open(xml): Promise<boolean> }`
 */
export function createSaving({ config, t, notice, status, source, xmlNow, open }) {
  const keep = keeperOf(config);
  let revision = config.revision;
  let dirty = false;
  let leaving = false;

  const say = (key, params) => {
    status.textContent = t(key, params);
  };

  /** Tells something with what can be done about it; nothing takes it away again. */
  function tell(words, ...buttons) {
    const button = ([label, go, first]) =>
      make('button', { type: 'button', class: first ? 'btn' : 'btn alt', onclick: go }, t(label));
    notice.replaceChildren(
      ...(words ? [make('p', {}, words), make('p', { class: 'row' }, ...buttons.map(button))] : []),
    );
    notice.hidden = !words;
    if (words) notice.focus();
  }

  const keepSoon = later(400, async () => {
    const xml = await xmlNow();
    if (dirty && keep.keep({ xml, revision, at: Date.now() })) say('state.kept');
  });
  function changed() {
    dirty = true;
    say('state.unsaved');
    keepSoon();
  }

  const download = async () => saveAs(`${config.code}.bpmn`, 'application/xml', await xmlNow());

  function leave() {
    leaving = true;
    keep.forget();
    location.assign(location.pathname);
  }

  function tellConflict({ who, at, revision: theirs }, after) {
    tell(
      t('conflict', { who, at }),
      ['conflict.look', () => globalThis.open(`${config.saves}?lan=${theirs}`, '_blank', 'noopener')],
      ['conflict.download', download],
      [
        'conflict.replace',
        () => {
          revision = theirs;
          save(after);
        },
      ],
      ['conflict.theirs', leave],
    );
  }

  async function save(after) {
    say('state.saving');
    const xml = await xmlNow();
    const answer = await ask(`${config.save}?da-doc=${revision}`, xml, config.csrf);
    if (answer.ok) {
      revision = answer.data.revision;
      // Somebody may have gone on drawing meanwhile.
      dirty = xml !== (await xmlNow());
      if (!dirty) keep.forget();
      tell('');
      say('state.saved', { at: answer.data.at });
      // The head of the page says it too.
      const head = document.querySelector('[data-saved]');
      if (head) head.textContent = t('state.saved', { at: answer.data.at });
      after?.();
      return;
    }
    say('state.unsaved');
    if (answer.data?.conflict) tellConflict(answer.data.conflict, after);
    else
      tell(
        answer.data?.words ?? t(`trouble.${answer.why}`),
        ['act.again', () => save(after)],
        ['act.download', download],
      );
  }

  /** Offers what was drawn and not saved, if there is anything. */
  function offerKept() {
    const left = keep.kept();
    if (!left || left.xml === source) return;
    const again = async () => {
      if (!(await open(left.xml))) return tell(t('import.unreadable', { problem: '' }));
      revision = left.revision;
      changed();
      return tell('');
    };
    const drop = () => {
      keep.forget();
      tell('');
    };
    const key = left.revision === revision ? 'kept' : 'kept.older';
    tell(t(key, { at: dateTime(left.at) }), ['kept.open', again, true], ['kept.drop', drop]);
  }

  globalThis.addEventListener('beforeunload', event => {
    if (dirty && !leaving) event.preventDefault();
  });

  return { save, changed, download, offerKept, say, tell, isDirty: () => dirty };
}
