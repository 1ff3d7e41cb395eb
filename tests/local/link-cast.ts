/** People of the demo who take part in the tests of links. */
export const DEMO_SUBJECTS = ['editor1', 'first1', 'first2', 'screening1', 'approver1', 'editor3', 'first3', 'screening3'] as const
export type Subject = (typeof DEMO_SUBJECTS)[number]
