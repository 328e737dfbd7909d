import type { ModdleElement } from 'bpmn-moddle';

/** Elements under `property`, or none. */
export function elements(e: ModdleElement | undefined, property: string): ModdleElement[] {
  const value = e?.get(property);
  return Array.isArray(value) ? (value as ModdleElement[]) : [];
}

/** The element that `property` holds or points to. */
export function element(e: ModdleElement, property: string): ModdleElement | undefined {
  const value = e.get(property);
  return value && typeof value === 'object' ? (value as ModdleElement) : undefined;
}

/** The text of a property or attribute; null when it is absent or blank. */
export function text(e: ModdleElement | undefined, property: string): string | null {
  const value = e?.get(property);
  return typeof value === 'string' && value.trim() ? value.trim() : null;
}

/** Words of a comma-separated attribute. */
export const words = (value: string | null): string[] =>
  value
    ? value
        .split(',')
        .map(s => s.trim())
        .filter(Boolean)
    : [];

/** FEEL as the file has it: Camunda 8 writes a `=` before expressions. */
export const feelText = (value: string | null): string | null => value?.replace(/^=\s*/, '') || null;

/** `UserTask` of `bpmn:UserTask`. */
export const typeOf = (e: ModdleElement): string => e.$type.replace(/^bpmn:/, '');

export const idOf = (e: ModdleElement): string => e.id ?? '';

export const refer = (e: ModdleElement): { id: string; name: string | null } => ({
  id: idOf(e),
  name: text(e, 'name'),
});
