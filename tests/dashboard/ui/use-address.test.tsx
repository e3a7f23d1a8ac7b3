/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { act } from '@testing-library/react';
import { type NavigateFunction, Route, Routes, useLocation, useNavigate } from 'react-router';
import { useImportDraft } from '../../../dashboard/imports/use-import-draft.js';
import { useLiftFilters } from '../../../dashboard/lift/use-lift-filters.js';
import { useTrySettings } from '../../../dashboard/models/try/use-try-settings.js';
import { useUrlText } from '../../../dashboard/ui/use-url-text.js';
import { renderPage } from '../../support/dashboard/render-page.js';

/** What a page offers to whoever holds on to it while a request is out. */
function usePage() {
  const [, setSearch] = useUrlText('search');
  const [, setOrigin] = useUrlText('origin');
  return {
    setSearch,
    setOrigin,
    changeTry: useTrySettings().change,
    changeLift: useLiftFilters().change,
    draft: useImportDraft(),
  };
}

type Page = ReturnType<typeof usePage>;

let pages: Page[];
let address: string;
let navigate: NavigateFunction;
beforeEach(() => {
  pages = [];
});

function Address() {
  const { pathname, search } = useLocation();
  address = pathname + decodeURIComponent(search);
  navigate = useNavigate();
  return null;
}

function Shown() {
  pages.push(usePage());
  return null;
}

const draw = (start: string) => {
  renderPage(
    <>
      <Address />
      <Routes>
        <Route path="/left" element={null} />
        <Route path="/:page" element={<Shown />} />
      </Routes>
    </>,
    { address: start },
  );
  return pages[0]!;
};

const now = () => pages.at(-1)!;

describe('an answer that comes late', () => {
  it.each<[string, string, (page: Page) => void, (page: Page) => void, string]>([
    [
      'a text',
      '/items',
      (page) => page.setSearch('coat'),
      (page) => page.setOrigin('AI_GENERATED'),
      '/items?search=coat&origin=AI_GENERATED',
    ],
    [
      'a prompt',
      '/try?prompt=navy',
      (page) => page.changeTry({ prompt: 'red' }),
      (page) => page.changeTry({ seed: 3, runIds: ['7'] }),
      '/try?prompt=red&seed=3&run=7',
    ],
    [
      'a filter',
      '/lift',
      (page) => page.changeLift({ scenario: 'SEARCH' }),
      (page) => page.changeLift({ confidence: 0.99 }),
      '/lift?scenario=SEARCH&confidence=0.99',
    ],
    [
      'the kind of an import',
      '/import?kind=COUNTS',
      (page) => page.draft.chooseKind('ITEMS'),
      (page) => page.draft.chooseUpload({ uploadId: 'u', name: 'a.csv' }),
      '/import?kind=ITEMS&upload=u&file=a.csv',
    ],
    [
      'the mapping of an import',
      '/import?kind=ITEMS&upload=u&map=a',
      (page) => page.draft.change({ maps: [{ field: 'store', literal: 'b' }] }),
      (page) => page.draft.showJob('7'),
      '/import?kind=ITEMS&upload=u&map={"field":"store","literal":"b"}&job=7',
    ],
  ])('leaves %s as it was changed in the meantime', (_, start, change, answer, end) => {
    const before = draw(start);

    act(() => change(now()));
    act(() => answer(before));

    expect(address).toBe(end);
  });

  it('changes nothing where its page was left', () => {
    const before = draw('/items');

    act(() => void navigate('/left'));
    act(() => before.setSearch('coat'));

    expect(address).toBe('/left');
  });

  it('changes nothing where its page shows something else', () => {
    const before = draw('/items');

    act(() => void navigate('/stores'));
    act(() => before.setSearch('coat'));

    expect(address).toBe('/stores');
  });
});
