import { registerEnumType } from 'type-graphql';

export enum ExportFormat {
  CSV = 'CSV',
  JSON = 'JSON',
}

registerEnumType(ExportFormat, { name: 'ExportFormat', description: 'How a report is written to a file.' });
