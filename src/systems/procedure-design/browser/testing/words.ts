/** Words as the panel asks for them: their key, with what is filled in, so that a test sees which were said. */
export const say = (key: string, params: Record<string, string> = {}): string =>
  [key, ...Object.values(params)].join(' ');
