/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { ItemLiftPanel } from '../../../dashboard/catalog/ItemLiftPanel.js';
import { placeWords } from '../../../dashboard/catalog/item-ranking/item-words.js';
import { itemLifts } from '../../support/dashboard/ranked-items.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const AI_ITEM = { id: 'i1', origin: 'AI_GENERATED' } as const;

describe('the lift of an item on its page', () => {
  it('has an interval by each metric, and a place among all AI items', async () => {
    renderPage(<ItemLiftPanel item={AI_ITEM} />, {
      answers: { ItemLifts: { data: itemLifts(0.4, { place: 23, sharedBy: 1, of: 1_204 }) } },
    });

    expect(await screen.findAllByText('95% interval +30.0% to +50.0%')).toHaveLength(4);
    expect(
      screen.getByText(/^23rd of 1,204 AI items by the shrunk lift in CTR, \+20\.0%\. With many items/),
    ).toBeTruthy();
  });

  it.each([
    [1, '1st'],
    [2, '2nd'],
    [11, '11th'],
    [112, '112th'],
    [1_003, '1,003rd'],
  ])('has place %i in words', (place, words) => {
    const placed = { shrunkLift: 0.2, shrunkLiftReason: null, rank: { place, sharedBy: 1, of: 2_000 } };

    expect(placeWords(placed)).toMatch(new RegExp(`^${words} of 2,000 AI items`));
  });

  it('has a reason where there is none', async () => {
    renderPage(<ItemLiftPanel item={AI_ITEM} />, {
      answers: { ItemLifts: { data: itemLifts('This item has no impressions.', null) } },
    });

    expect(await screen.findAllByText('This item has no impressions.')).toHaveLength(4);
    expect(
      screen.getByText('No place among the AI items by CTR. This item has no impressions.'),
    ).toBeTruthy();
  });

  it('is not asked for where the item is part of the baseline', () => {
    renderPage(<ItemLiftPanel item={{ id: 'i2', origin: 'HUMAN_DESIGNED' }} />);

    expect(screen.getByText(/^Human-designed items are what AI items are compared with/)).toBeTruthy();
    expect(screen.queryByText('Loading')).toBeNull();
  });
});
