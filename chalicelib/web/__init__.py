"""The portal's pages: server-rendered, whole without JavaScript."""
