import { saidOf } from '#engines/cases';
import { type Card, type FormData, inSentence } from '#engines/forms';
import { findAreaByCode } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';

/** What a clerk took in of who applies, where that is enough to be somebody else's part of a form too: name and number. */
export function applicantIn(person: FormData | null): { name: string; number: string } | undefined {
  const [name, number] = [saidOf(person, 'name'), saidOf(person, 'personalNumber')];
  return name && number ? { name, number } : undefined;
}

/** Who applies, as a card would tell of him: where he lives in one line. Undefined where his number was not said. */
export async function applicantCard(ctx: Ctx, person: FormData | null): Promise<Partial<Card> | undefined> {
  const who = applicantIn(person);
  if (!who) return undefined;
  const said = (name: string) => saidOf(person, name);
  const [birthDate, sex, detail, commune] = [
    said('birthDate'),
    said('sex'),
    said('address'),
    said('commune'),
  ];
  const area = commune
    ? await findAreaByCode(ctx.db, commune, 'commune', localDate(ctx.clock.now()))
    : undefined;
  const address = [detail, area && inSentence(area.fullName)].filter(Boolean).join(', ');
  return {
    ...who,
    ...(birthDate ? { birthDate } : {}),
    ...(sex === 'male' || sex === 'female' ? { sex } : {}),
    ...(address ? { address } : {}),
  };
}
