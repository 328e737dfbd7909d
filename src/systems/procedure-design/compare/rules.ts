import type { FormDefinition, JsonSchema } from '#engines/forms';
import type { Translate } from '#platform/i18n';
import { type Described, known } from './described.ts';
import { type Called, restOf } from './details.ts';

// What the fields below it say by themselves, or what says nothing.
const OF_FIELDS = ['properties', 'required', 'type', '$schema', '$id', '$defs', '$ref', 'items'];

/** Objects of a schema, with the way to each; of lists those of an item. */
function* objectsOf(schema: JsonSchema, path = ''): Generator<[string, JsonSchema]> {
  if (schema.properties) yield [path, schema];
  for (const [name, sub] of Object.entries(schema.properties ?? {}))
    yield* objectsOf(sub.items?.properties ? sub.items : sub, path ? `${path}.${name}` : name);
}

/** What holds between the answers of an object and of the whole: beside what each field says of itself. */
export const describeRules = (t: Translate, form: FormDefinition, called: Called): Described[] =>
  [...objectsOf(form.schema)].flatMap(([path, schema]): Described[] => {
    const within: Called = id => called(path ? `${path}.${id}` : id) ?? called(id);
    const rest = restOf(t, t('procedure-design.compare.schema-rest'), schema, OF_FIELDS, within);
    if (!rest) return [];
    const name = path ? called(path) : undefined;
    return [
      {
        key: `rules.${path}`,
        id: null,
        title: name ? t('procedure-design.compare.rules-of', { name }) : t('procedure-design.compare.rules'),
        facts: known([rest]),
      },
    ];
  });
