import { fold } from '#platform/text';
import words from './data/life-events.json' with { type: 'json' };
import { LIFE_EVENTS, type LifeEvent } from './types.ts';

const phrases = new Map(
  LIFE_EVENTS.map(event => [event, (words as Record<LifeEvent, string[]>)[event].map(w => ` ${fold(w)} `)]),
);

/** The life events that a procedure's name and field speak of, by the phrases of `data/life-events.json`. */
export function lifeEventsOf(name: string, field: string): LifeEvent[] {
  const text = ` ${fold(name)} ${fold(field)} `;
  return LIFE_EVENTS.filter(event => phrases.get(event)?.some(p => text.includes(p)));
}
