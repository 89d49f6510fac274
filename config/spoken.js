/** Attributes for screen readers, by tag; the empty string means: no value unless the page gives one. */
const attributes = { 'aria-role': '', 'aria-label': '', 'aria-hidden': '', 'aria-checked': '', 'aria-disabled': '' }

exports.spoken = { View: attributes, Button: attributes }
