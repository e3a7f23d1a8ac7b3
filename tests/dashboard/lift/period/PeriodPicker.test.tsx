/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { dayIn } from '../../../../dashboard/format/dates.js';
import { PeriodPicker, type PeriodPickerProps } from '../../../../dashboard/lift/period/PeriodPicker.js';
import { presetsOn } from '../../../../dashboard/lift/periods.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

async function openPicker(props: Partial<PeriodPickerProps> = {}) {
  const onChange = jest.fn();
  renderPage(
    <PeriodPicker
      period={{ from: null, through: null }}
      onChange={onChange}
      timeZone="Pacific/Auckland"
      error={undefined}
      {...props}
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: /^Period: / }));
  return onChange;
}

const fill = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const apply = () => userEvent.click(screen.getByRole('button', { name: 'Apply' }));

describe('the period picker', () => {
  it('offers usual periods in the time zone of the workspace, and says which zone', async () => {
    const onChange = await openPicker();
    expect(screen.getByText(/time zone of the workspace, Pacific\/Auckland/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Everything', pressed: true })).toBeTruthy();

    await userEvent.click(screen.getByRole('button', { name: /^Last 28 days/ }));

    const [, , last28] = presetsOn(dayIn('Pacific/Auckland', new Date()));
    expect(onChange).toHaveBeenCalledWith(last28!.period);
  });

  it('asks nothing before both days are right, and says what is wrong at the field', async () => {
    const onChange = await openPicker();
    fill('First day', '2026-03-09');
    fill('Last day', '2026-03-08');
    await apply();

    expect(onChange).not.toHaveBeenCalled();
    const last = screen.getByLabelText('Last day');
    expect(last.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(last);
    expect(screen.getByText(/^The last day, Mar 8, 2026, is before the first day/)).toBeTruthy();

    fill('Last day', '2026-03-10');
    await apply();
    expect(onChange).toHaveBeenCalledWith({ from: '2026-03-09', through: '2026-03-10' });
  });

  it('leaves an end open where no day is filled in', async () => {
    const onChange = await openPicker({ period: { from: '2026-03-09', through: '2026-03-10' } });
    fill('Last day', '');
    await apply();

    expect(onChange).toHaveBeenCalledWith({ from: '2026-03-09', through: null });
  });

  it('shows what is wrong with the period of the address, and no period as chosen', async () => {
    await openPicker({ error: '“yesterday” is not a day.' });

    expect(screen.getByText('“yesterday” is not a day.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Period: Choose a period' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Everything', pressed: false })).toBeTruthy();
  });
});
