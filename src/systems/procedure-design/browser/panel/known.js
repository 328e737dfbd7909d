import { factsIn } from './facts.js';
import { outcomesIn } from './outcomes.js';

const READABLE = /^[A-Za-z_]\w*$/;
const quoted = text => JSON.stringify(text);

/**
 * What the conditions of this process may read, each as an expression that can be put in and as words.
 * @param {ReadonlyArray<{ id: string, name: string, outcomes: string | undefined, facts: string | undefined, asks: boolean }>} steps
 * @param {ReadonlyArray<{ path: string, label: string, options: ReadonlyArray<{ value: string, label: string }> }>} fields
 * @param {(key: string, params?: Record<string, string>) => string} t
 * @returns {Array<{ group: string, items: Array<{ text: string, words: string }> }>}
 */
export function knownValues(steps, fields, t) {
  const ofSteps = steps
    .filter(s => READABLE.test(s.id))
    .flatMap(s => {
      const step = s.name || s.id;
      const outcomes = outcomesIn(s.outcomes).map(o => ({
        text: `tasks.${s.id}.outcome = ${quoted(o.code)}`,
        words: t('known.outcome', { step, outcome: o.words || o.code }),
      }));
      const late = s.asks ? [{ text: `tasks.${s.id}.late`, words: t('known.late', { step }) }] : [];
      const facts = factsIn(s.facts).map(f => ({
        text: `tasks.${s.id}.${f.code}${f.kind === 'yes-no' ? ' = true' : ''}`,
        words: t('known.fact', { step, fact: f.words || f.code }),
      }));
      return [...outcomes, ...facts, ...late];
    });
  const ofForm = fields.flatMap(f =>
    f.options.length
      ? f.options.map(o => ({
          text: `form.${f.path} = ${quoted(o.value)}`,
          words: t('known.answer', { field: f.label, answer: o.label }),
        }))
      : [{ text: `form.${f.path}`, words: t('known.field', { field: f.label }) }],
  );
  const ofDossier = [
    ...['online', 'counter', 'post'].map(channel => ({
      text: `dossier.channel = ${quoted(channel)}`,
      words: t(`known.channel.${channel}`),
    })),
    // Whichever field of the form asks for it.
    { text: 'dossier.delivery = "electronic"', words: t('known.delivery.electronic') },
  ];
  return [
    { group: t('known.steps'), items: ofSteps },
    { group: t('known.form'), items: ofForm },
    { group: t('known.dossier'), items: ofDossier },
  ].filter(g => g.items.length);
}

/**
 * A condition with one more part. Two parts hold together; who wants another way writes it.
 * @param {string} before
 * @param {string} added
 */
export function withCondition(before, added) {
  const typed = before.trim();
  if (!typed) return added;
  return `${/\bor\b/.test(typed) ? `(${typed})` : typed} and ${added}`;
}

/**
 * The fields that the words of a message may hold, as they are written there.
 * @param {ReadonlyArray<{ id: string, name: string, facts: string | undefined }>} steps
 * @param {ReadonlyArray<{ path: string, label: string }>} fields
 * @param {(key: string, params?: Record<string, string>) => string} t
 */
export function sayableFields(steps, fields, t) {
  const ofForm = fields.map(f => ({ text: `{{${f.path}}}`, words: f.label }));
  const ofSteps = steps.flatMap(s =>
    factsIn(s.facts).map(f => ({
      text: `{{tasks.${s.id}.${f.code}}}`,
      words: t('known.fact', { step: s.name || s.id, fact: f.words || f.code }),
    })),
  );
  return [
    { group: t('known.form'), items: ofForm },
    { group: t('known.facts'), items: ofSteps },
  ].filter(g => g.items.length);
}

/** Words with a field put in where the caret stands, and a space where it would touch a word. */
export function withField(before, field, at) {
  const [left, right] = [before.slice(0, at), before.slice(at)];
  return `${left}${/[\p{L}\d]$/u.test(left) ? ' ' : ''}${field}${/^[\p{L}\d]/u.test(right) ? ' ' : ''}${right}`;
}
