import type { Joining, PersonRecord, Shown } from './types.ts';

const read = (record: PersonRecord, fact: Shown): string | null =>
  fact === 'area' ? record.areaId : record[fact];

const write = (record: PersonRecord, fact: Shown, value: string | null): PersonRecord => ({
  ...record,
  [fact === 'area' ? 'areaId' : fact]: value,
});

/**
 * What is shown of a person: what the record says that stands for it, but what was chosen at a join from the joined one, and from any
 * joined one what it does not say itself. `records`: all of the person, `joinings`: those among them, the newest first.
 */
export function shownOf(
  records: readonly PersonRecord[],
  joinings: readonly Joining[],
  facts: readonly Shown[],
): PersonRecord | undefined {
  const byId = new Map(records.map(r => [r.id, r]));
  const says = (id: string, fact: Shown): string | null => {
    const under = joinings.filter(j => j.intoId === id);
    const chosen = under.find(j => j.shown[fact] === j.joinedId);
    const own = byId.get(id);
    const said = chosen ? says(chosen.joinedId, fact) : own ? read(own, fact) : null;
    if (said !== null) return said;
    for (const j of under) {
      const other = says(j.joinedId, fact);
      if (other !== null) return other;
    }
    return null;
  };
  const stands = records.find(r => r.id === r.personId);
  return stands && facts.reduce((shown, fact) => write(shown, fact, says(stands.id, fact)), stands);
}
