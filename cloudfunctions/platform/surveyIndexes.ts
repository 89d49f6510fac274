import type { IndexSpec } from './indexes'

/** The collections of surveys: what is asked, what was answered, and what was counted of it. */
export const surveyCollections: Readonly<Record<string, { readonly indexes: readonly IndexSpec[] }>> = {
  surveys: {
    indexes: [
      { name: 'updated', keys: [['updatedAt', -1]] },
      {
        name: 'state',
        keys: [
          ['state', 1],
          ['updatedAt', -1],
        ],
      },
    ],
  },
  survey_versions: { indexes: [] },
  survey_responses: {
    indexes: [
      {
        name: 'member_at',
        keys: [
          ['memberId', 1],
          ['at', -1],
        ],
      },
      {
        name: 'rolled',
        keys: [
          ['rolled', 1],
          ['_id', 1],
        ],
      },
      {
        name: 'survey_version',
        keys: [
          ['survey', 1],
          ['version', 1],
          ['_id', 1],
        ],
      },
    ],
  },
  survey_slots: {
    indexes: [{ name: 'survey', keys: [['survey', 1]] }],
  },
  survey_rollups: {
    indexes: [
      {
        name: 'survey_slice',
        keys: [
          ['survey', 1],
          ['slice', 1],
          ['round', -1],
        ],
      },
      {
        name: 'survey_round',
        keys: [
          ['survey', 1],
          ['version', 1],
          ['round', 1],
        ],
      },
    ],
  },
  survey_reached: { indexes: [] },
  survey_batches: { indexes: [] },
  survey_texts: {
    indexes: [
      {
        name: 'survey',
        keys: [
          ['survey', 1],
          ['_id', 1],
        ],
      },
      {
        name: 'words',
        keys: [
          ['survey', 1],
          ['words', 1],
          ['_id', 1],
        ],
      },
      { name: 'response', keys: [['response', 1]] },
    ],
  },
  survey_photos: { indexes: [{ name: 'file', keys: [['file', 1]] }] },
  survey_invites: {
    indexes: [
      {
        name: 'rolled',
        keys: [
          ['rolled', 1],
          ['_id', 1],
        ],
      },
      { name: 'member', keys: [['memberId', 1]] },
    ],
  },
  survey_asks: { indexes: [] },
  survey_rounds: { indexes: [] },
  followups: {
    indexes: [
      {
        name: 'state_deadline',
        keys: [
          ['state', 1],
          ['deadline', 1],
        ],
      },
    ],
  },
}
