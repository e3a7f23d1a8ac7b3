/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { ImportPage } from '../../../dashboard/imports/ImportPage.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const field = (name: string, required: boolean, allowedValues: string[] = []) => ({
  __typename: 'ImportFieldInfo',
  name,
  required,
  description: '',
  allowedValues,
});

const preview = {
  __typename: 'ImportPreview',
  columns: [{ __typename: 'ImportColumn', name: 'Laden', samples: ['Mitte'], distinctValues: ['Mitte'] }],
  fields: [field('store', true), field('origin', true, ['AI_GENERATED', 'HUMAN_DESIGNED'])],
  maps: [{ __typename: 'FieldMap', field: 'store', column: 'Laden', literal: null, values: null }],
  format: 'CSV',
  delimiter: ';',
  rows: [['Mitte']],
  mappedRows: [],
  numberFormat: {
    __typename: 'ImportNumberFormat',
    format: null,
    isDeclared: false,
    isAmbiguous: true,
    examples: [
      {
        __typename: 'ImportNumberExample',
        text: '1.000',
        column: 'Klicks',
        row: 2,
        readings: [
          { __typename: 'NumberReading', format: 'DECIMAL_POINT', value: '1' },
          { __typename: 'NumberReading', format: 'DECIMAL_COMMA', value: '1000' },
        ],
      },
    ],
  },
  surveyedRowCount: 1,
  sawAllRows: true,
  columnsAreComplete: true,
  problems: [
    {
      __typename: 'ImportProblem',
      field: 'origin',
      row: null,
      count: 1,
      isBlocking: true,
      message: 'Nothing fills origin',
    },
  ],
  warnings: [],
};

const draw = (answer: object | Error, role: 'ANALYST' | 'ML_ENGINEER' = 'ANALYST') =>
  renderPage(<ImportPage />, {
    address: '/w/main/import?kind=COUNTS&upload=7&file=a.csv',
    viewer: { role },
    answers: {
      ImportFields: { data: { importFields: [] } },
      ImportPreview: answer instanceof Error ? answer : { data: { importPreview: answer } },
    },
  });

const failing = (code: string, message: string) =>
  new CombinedGraphQLErrors({ data: null, errors: [{ message, extensions: { code } }] });

/** What a screen reader says with a field. */
const describedBy = (input: HTMLElement) =>
  (input.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');

describe('the steps of an import', () => {
  it('say what a field lacks once, as a part of the field', async () => {
    draw(preview);

    const origin = await screen.findByRole('combobox', { name: 'origin comes from' });

    expect(origin.getAttribute('aria-invalid')).toBe('true');
    expect(describedBy(origin)).toContain('Nothing fills origin');
    expect(screen.getAllByText('Nothing fills origin').length).toBe(1);
  });

  it('ask how a file writes its numbers, with its own numbers as examples', async () => {
    draw(preview);

    const comma = await screen.findByRole('radio', { name: '1.234,50, with a decimal comma' });

    expect(describedBy(comma)).toContain('1.000 is 1000 (1 thousand)');
    expect(screen.getByText('The file does not show which of the two it is. Choose one.')).toBeDefined();
  });

  it('say that numbers are left out of the rows while their format is open', async () => {
    draw({ ...preview, mappedRows: [['Mitte', 'AI_GENERATED']] });

    expect(await screen.findByText(/^The number format is open/)).toBeDefined();
  });

  it('show the number format that the file shows, as a choice', async () => {
    draw({
      ...preview,
      numberFormat: { ...preview.numberFormat, format: 'DECIMAL_COMMA', isAmbiguous: false },
    });

    const comma = await screen.findByRole('radio', { name: '1.234,50, with a decimal comma' });

    expect((comma as HTMLInputElement).checked).toBe(true);
    expect(screen.getByText(/^Found in the file\./)).toBeDefined();
  });

  it('lead to the first fault instead of starting a blocked import', async () => {
    draw(preview);

    fireEvent.click(await screen.findByRole('button', { name: 'Import' }));

    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'origin comes from' }));
  });

  it('say why a file cannot be read, with the way out', async () => {
    draw(failing('INVALID_INPUT', 'a.csv is a workbook: save the sheet as CSV'));

    const alert = await screen.findByRole('alert');

    expect(alert.textContent).toContain('This file can’t be read');
    expect(alert.textContent).toContain('a.csv is a workbook: save the sheet as CSV');
    expect(screen.getAllByRole('button', { name: 'Choose another file' }).length).toBe(2);
    expect(screen.getByRole('combobox', { name: 'Quoting' })).toBeDefined();
  });

  it('do not blame the file for a server that is away', async () => {
    draw(new TypeError('Failed to fetch'));

    expect((await screen.findByRole('alert')).textContent).toContain('The server cannot be reached');
  });

  it('are not shown to a role that may not import', () => {
    draw(preview, 'ML_ENGINEER');

    expect(screen.getByText('This page is not for your role')).toBeDefined();
    expect(screen.queryByRole('combobox')).toBeNull();
  });
});
