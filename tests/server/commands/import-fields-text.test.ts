import { expect, it } from '@jest/globals';
import { importFieldsText } from '../../../server/commands/import-fields-text.js';

it('lists each field with what it means, the required ones marked', () => {
  const fields = [
    { name: 'item', required: true, description: 'Key of the item', aliases: [] },
    {
      name: 'origin',
      required: false,
      description: 'Who designed it',
      allowedValues: ['AI', 'HUMAN'],
      aliases: [],
    },
  ];

  expect(importFieldsText(fields)).toBe(
    '\nFields (* required):\n  item   * Key of the item\n  origin   Who designed it (AI, HUMAN)',
  );
});
