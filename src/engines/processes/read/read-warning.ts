import type { ModdleElement, ModdleWarning } from 'bpmn-moddle';
import { calledIn, type Problem, problem } from '../problems.ts';
import { OWN_ATTRIBUTES } from './namespace.ts';
import { element as elementOf, idOf, text } from './read-element.ts';
import { lineOf } from './read-xml.ts';

/** What the reader of XML warns of, as problems; what changes nothing of how a process runs is none. */
export function problemOfWarning({ message, element, value, property }: ModdleWarning): Problem[] {
  // What concerns only the drawing, or pools and messages between them.
  if (
    property?.startsWith('bpmndi:') ||
    /bpmn(di)?:|Participant|MessageFlow/.test(element?.$type.replace('bpmn:', '') ?? '')
  ) {
    return [];
  }
  // The text has come as it was meant, whatever its header says of the bytes.
  if (/unsupported document encoding/.test(message)) return [];
  const named = holderOf(element);
  if (/unresolved reference/.test(message)) return [problem('unknown-reference', named, value ?? '')];
  const twice = /duplicate ID <([^<>]*)>/i.exec(message);
  if (twice) return [problem('duplicate-id', named, twice[1] ?? '')];
  if (/unparsable content/.test(message)) return [problem('not-bpmn', null, lineOf(message))];
  const attribute = /unknown attribute <([^<>]*)>/.exec(message)?.[1];
  if (attribute) return [unknownAttribute(named, attribute)];
  return [problem('unreadable', named)];
}

/** The element itself, or, of what has no id, the one inside which it stands. */
function holderOf(element: ModdleElement | undefined): { id: string; name: string | null } | null {
  for (let e = element; e; e = e.$parent) if (e.id) return { id: idOf(e), name: nameOf(e) };
  return null;
}

/** Its name; of a flow, what it joins, as far as that is there. */
function nameOf(e: ModdleElement): string | null {
  if (e.$type !== 'bpmn:SequenceFlow') return text(e, 'name');
  const called = (property: string) => {
    const end = elementOf(e, property);
    return end ? calledIn({ id: idOf(end), name: text(end, 'name') }) : '…';
  };
  return `${called('sourceRef')} → ${called('targetRef')}`;
}

function unknownAttribute(named: { id: string; name: string | null } | null, attribute: string): Problem {
  const [, prefix = '', name = ''] = /^(?:([^:]*):)?(.*)$/.exec(attribute) ?? [];
  const near = OWN_ATTRIBUTES.find(own => isNear(own, name.toLowerCase()));
  return near
    ? { ...problem('unknown-attribute-near', named, attribute), hint: prefix ? `${prefix}:${near}` : near }
    : problem('unknown-attribute', named, attribute);
}

/** Whether two words differ by no more than one letter that was left out, added or mistaken. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let [i, j] = [0, 0];
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  while (j < Math.min(a.length, b.length) - i && a.at(-1 - j) === b.at(-1 - j)) j++;
  return Math.max(a.length, b.length) - i - j <= 1;
}
