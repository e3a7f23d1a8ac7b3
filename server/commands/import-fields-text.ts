import type { ImportField } from '../imports/index.js';

/** The fields of an import for its help, one a line, the required ones marked. */
export function importFieldsText(fields: readonly ImportField[]): string {
  const width = Math.max(...fields.map(({ name }) => name.length));
  const lines = fields.map(({ name, required, description, allowedValues }) => {
    const words = allowedValues ? ` (${allowedValues.join(', ')})` : '';
    return `  ${name.padEnd(width)} ${required ? '*' : ' '} ${description}${words}`;
  });
  return ['', 'Fields (* required):', ...lines].join('\n');
}
