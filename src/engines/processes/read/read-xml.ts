import { BpmnModdle, type ModdleElement, type ModdleWarning } from 'bpmn-moddle';
import { type Problem, problem } from '../problems.ts';
import { fansipanNamespace } from './namespace.ts';

/** Largest file that is read, in bytes: a hundred times what the largest real process needs. */
const MAX_XML_BYTES = 1_000_000;
const MAX_ELEMENTS = 20_000;
const MAX_DEPTH = 60;
/** Steps and the ways between them, together: some ten times what anybody can read in one drawing. Looking through all ways grows faster than they do. */
const MAX_STEPS = 800;
const STEP =
  /<(?:[\w.-]{1,40}:)?(?:\w{0,20}(?:Task|Event|Gateway|Process)|task|sequenceFlow|callActivity|transaction)[\s/>]/g;

/** Reads, makes and writes elements of BPMN with our own attributes. */
export const moddle = new BpmnModdle({ fs: fansipanNamespace });

export type ReadXml = { root: ModdleElement | null; warnings: readonly ModdleWarning[]; problems: Problem[] };

/** Reads BPMN 2.0 XML. A document type declaration is refused unread (entities: "billion laughs", files of the server). */
export async function readXml(xml: string): Promise<ReadXml> {
  const refused = refuse(xml);
  if (refused) return { root: null, warnings: [], problems: [refused] };
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml);
    return { root: rootElement, warnings, problems: [] };
  } catch (error) {
    return {
      root: null,
      warnings: [],
      problems: [problem('not-bpmn', null, lineOf((error as Error).message))],
    };
  }
}

function refuse(xml: string): Problem | null {
  if (Buffer.byteLength(xml) > MAX_XML_BYTES) return problem('too-large', null, String(MAX_XML_BYTES / 1000));
  // In comments and CDATA the words are harmless, but no modeller writes them there either.
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return problem('doctype', null);
  const steps = xml.match(STEP)?.length ?? 0;
  if (steps > MAX_STEPS) return problem('too-many', null, String(MAX_STEPS));
  let depth = 0;
  let elements = 0;
  for (const tag of xml.matchAll(/<(\/?)[A-Za-z_][^<>]*?(\/?)>/g)) {
    if (tag[1]) depth--;
    else {
      if (++elements > MAX_ELEMENTS) return problem('too-large', null, String(MAX_XML_BYTES / 1000));
      if (!tag[2] && ++depth > MAX_DEPTH) return problem('too-deep', null, String(MAX_DEPTH));
    }
  }
  return null;
}

/** The line, counted from 1, at which the reader says that it stopped: in its own English words, which are for nobody else. */
export const lineOf = (message: string): string => String(Number(/line: (\d+)/.exec(message)?.[1] ?? 0) + 1);
