/** The words of the product, as people meet them on its pages. */
export const GLOSSARY: readonly { readonly term: string; readonly meaning: string }[] = [
  {
    term: 'Relative lift',
    meaning:
      'The rate of AI-generated items over the rate of human-designed items of the same store, minus one. +10% means: where human-designed items get 100 clicks, AI items get 110 from the same number of impressions.',
  },
  {
    term: 'Interval',
    meaning:
      'The range of values that the data support: in 95 of 100 such data sets, a 95% interval contains the true value. We say “better” or “worse” only if it excludes zero.',
  },
  {
    term: 'Lift of an item',
    meaning:
      'The rate of one AI item over the rate of the human-designed items of its store, minus one. Its interval is of this one item: with many items compared, the first ones look better than they are.',
  },
  {
    term: 'Shrunk lift',
    meaning:
      'A lift pulled toward the mean of all, the more the less traffic it rests on: an item with two clicks should not come first. It is for ranking; quote the lift and its interval.',
  },
  {
    term: 'Same-store comparison',
    meaning:
      'Items are compared within their store only, then averaged over stores: a store with many customers and many AI items cannot pass for a difference between items.',
  },
  {
    term: 'Headline estimand',
    meaning:
      'The question that the headline answers, chosen in the settings before looking at results. New workspaces use average rates. The other estimands are listed below it, each with a caveat about when it misleads.',
  },
  {
    term: 'Average rates',
    meaning:
      'The average rate of AI items over the average rate of human-designed items, minus one. Every store’s rates count once; stores with higher human rates weigh more in the lift. Few clicks, few items and unequal arms do not bias it.',
  },
  {
    term: 'Effective stores',
    meaning:
      'How many equally weighted stores would carry as much information as the stores compared. Below 10, or below a third of the stores, a few stores decide the answer.',
  },
  {
    term: 'Items as a sample',
    meaning:
      'The items of a store are a sample of those it could have. How much they differ, pooled over all stores, is part of every interval, as far as it is known. An interval is never narrower than the noise inside the stores.',
  },
  {
    term: 'Observational',
    meaning:
      'Which items were shown was not randomised. A lift may be due to which items were made by AI, their price or position, not to AI itself.',
  },
  {
    term: 'Placebo',
    meaning:
      'The same computation on human-designed items split in two at random. It shows how large a “lift” comes out where there is none.',
  },
  {
    term: 'Heterogeneity, I² and τ²',
    meaning:
      'How much stores differ beyond chance. The prediction interval says where the next store would lie.',
  },
  {
    term: 'Scenario',
    meaning: 'Where an item was shown: in search results, in recommendations, or elsewhere.',
  },
  {
    term: 'Impression, click, order, return',
    meaning:
      'An item was shown; it was opened; it was bought (one order per order and item, whatever the quantity); it came back.',
  },
  {
    term: 'Order without an amount',
    meaning:
      'An order that was sent or imported without what was paid. Its revenue is unknown, not zero: while there are any, revenue per impression is not computed, and sums say how many orders they are of. A recorded order never changes: sent again with an amount, it is rejected. Imported totals are replaced when they are imported again with their revenue; an imported file of orders can be reverted, then imported with the amounts.',
  },
  {
    term: 'Suspicious counts',
    meaning:
      'More clicks than impressions, more orders than clicks, more returns than orders, in a store or in one imported row. They are counted as sent, and every answer that includes them says so. Look for swapped columns or impressions that were not recorded.',
  },
  {
    term: 'Price band',
    meaning: 'Low, middle and high third of the prices within a category and currency.',
  },
  {
    term: 'Complete until',
    meaning: 'Every event acknowledged before this instant is counted in the answer.',
  },
  {
    term: 'Dry run',
    meaning: 'A trial of an import: it reads every row, reports what would happen and changes nothing.',
  },
  {
    term: 'Revert',
    meaning:
      'Undoes an import as a whole: every total, item and store becomes what it would be without the file.',
  },
  {
    term: 'Unit, arm',
    meaning:
      'A unit is what an experiment assigned by chance, e.g. a visitor; an arm is one of the variations it was assigned to. The control is the arm that the treatments are compared with.',
  },
  {
    term: 'Sample ratio mismatch',
    meaning:
      'Units came to the arms in other shares than planned, by more than chance explains. Something lost or added units in one arm, so that no result of the experiment can be trusted until the cause is known.',
  },
  {
    term: 'Sequential interval',
    meaning:
      'An interval that may be looked at as often as you like before the planned end. It is wider than an interval for one look.',
  },
  {
    term: 'Power',
    meaning: 'The chance that an experiment finds an effect of a certain size if it is there. 80% is usual.',
  },
  {
    term: 'Model version',
    meaning:
      'A trained model with its files, settings and metrics. It never changes; only its stage does: candidate, in production, archived. One version of each kind is in production, for every workspace.',
  },
  {
    term: 'Run',
    meaning:
      'A training, an evaluation or a drawing of images, kept with its settings and data, so that it can be repeated.',
  },
  {
    term: 'Reward model',
    meaning:
      'Scores how well an image shows a prompt to the taste of a store: 100 × the cosine of two lists of numbers. Only the order of scores for one store and one prompt means something. An audit of the demonstration model found that its score hardly depends on the prompt for stores that it learnt from: it finds the right category among five in 31% of cases, where chance is 20%.',
  },
  {
    term: 'Generator',
    meaning:
      'Draws images from a prompt. Personalised, it draws for the taste of a store. An audit of the demonstration model found that taste can override the colour in the prompt.',
  },
  {
    term: 'Candidate group',
    meaning: 'The images drawn together for one prompt, from which a merchant picks.',
  },
  {
    term: 'GAUC',
    meaning:
      'Within each group, the share of pairs of a picked and an unpicked image that a model puts in the right order, averaged over groups. 0.5 is a coin toss, 1 is perfect.',
  },
  {
    term: 'Oracle',
    meaning:
      'On simulated data, the score of a model that knows the true taste. Merchants also choose by chance, so even the oracle is below 1: it is the ceiling for every model.',
  },
  {
    term: 'Seed',
    meaning:
      'The number from which all random choices are derived. The same version, prompt, store and seed give the same images again.',
  },
  {
    term: 'Guidance scale',
    meaning:
      'How closely images follow the prompt. 1 is the model without guidance; higher values follow the prompt more closely and vary less.',
  },
  {
    term: 'Inference steps',
    meaning:
      'The number of steps in which noise becomes an image. More steps take longer and give finer images.',
  },
];
