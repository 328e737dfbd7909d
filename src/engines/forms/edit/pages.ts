import type { Condition, FormDefinition, FormPage, Words } from '../types.ts';
import { pageIdFor, removeField } from './fields.ts';

/** What is said of a page. `group`: it asks for the items of a repeating group, each called `group.label`. */
export type PageChoice = {
  title: Words;
  showIf?: Condition | undefined;
  group?: { label: Words; min: number; max: number } | undefined;
};

const camel = (id: string): string => id.replace(/-([a-z0-9])/g, (_, c: string) => c.toUpperCase());

/** Adds an empty page at the end. Returns the form and the page's id. */
export function addPage(form: FormDefinition, choice: PageChoice): { form: FormDefinition; id: string } {
  const id = pageIdFor(form, choice.title.vi);
  if (!choice.group) {
    const page: FormPage = {
      id,
      title: choice.title,
      fields: [],
      ...(choice.showIf && { showIf: choice.showIf }),
    };
    return { form: { ...form, pages: [...form.pages, page] }, id };
  }
  const taken = new Set(
    [...Object.keys(form.fields), ...Object.keys(form.groups ?? {})].map(p => p.split('.')[0]),
  );
  let group = camel(id);
  for (let n = 2; taken.has(group); n++) group = `${camel(id)}${n}`;
  const page: FormPage = {
    id,
    title: choice.title,
    group,
    fields: [],
    ...(choice.showIf && { showIf: choice.showIf }),
  };
  const { label, min, max } = choice.group;
  return {
    form: {
      ...form,
      schema: {
        ...form.schema,
        properties: {
          ...form.schema.properties,
          [group]: { type: 'array', minItems: min, maxItems: max, items: { type: 'object', properties: {} } },
        },
        required: [...(form.schema.required ?? []), ...(min > 0 ? [group] : [])],
      },
      groups: { ...form.groups, [group]: { label } },
      pages: [...form.pages, page],
    },
    id,
  };
}

/** Says something else of a page: its title, when it is asked for, how its group is called and how many items it may have. */
export function changePage(form: FormDefinition, id: string, choice: PageChoice): FormDefinition {
  const page = form.pages.find(p => p.id === id);
  if (!page) return form;
  const { showIf: _, ...rest } = page;
  const pages = form.pages.map(p =>
    p.id === id ? { ...rest, title: choice.title, ...(choice.showIf && { showIf: choice.showIf }) } : p,
  );
  const { group } = page;
  if (!group || !choice.group) return { ...form, pages };
  const { label, min, max } = choice.group;
  const others = (form.schema.required ?? []).filter(name => name !== group);
  return {
    ...form,
    pages,
    groups: { ...form.groups, [group]: { ...form.groups?.[group], label } },
    schema: {
      ...form.schema,
      properties: {
        ...form.schema.properties,
        [group]: { ...form.schema.properties?.[group], minItems: min, maxItems: max },
      },
      required: min > 0 ? [...others, group] : others,
    },
  };
}

/** Takes a page out with its fields; a repeating group with it. */
export function removePage(form: FormDefinition, id: string): FormDefinition {
  const page = form.pages.find(p => p.id === id);
  if (!page) return form;
  const without = page.fields.reduce(removeField, form);
  const pages = without.pages.filter(p => p.id !== id);
  const { group } = page;
  if (!group) return { ...without, pages };
  const { [group]: _, ...properties } = without.schema.properties ?? {};
  const { [group]: __, ...groups } = without.groups ?? {};
  const { groups: ___, ...rest } = without;
  return {
    ...rest,
    pages,
    schema: {
      ...without.schema,
      properties,
      required: (without.schema.required ?? []).filter(name => name !== group),
    },
    ...(Object.keys(groups).length ? { groups } : {}),
  };
}
