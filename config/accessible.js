const path = require('node:path')
const { spoken } = require('./spoken.js')

/**
 * Taro writes only the attributes it knows into the mini-program's templates. Roles and labels are what a screen reader
 * reads there (WeChat: aria-role, aria-label), so the tags that carry them are extended here, in the templates and, by
 * accessible-runtime.js, in the table by which the running app finds an attribute's place.
 */
module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template?.mergeComponents) return
      platform.template.mergeComponents(ctx, spoken)
      const own = path.join(__dirname, 'accessible-runtime.js')
      platform.runtimePath = [].concat(platform.runtimePath, own)
    },
  })
}
