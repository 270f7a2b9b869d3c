"""`make rehearse`: the packaged zip and template, deployed into MiniStack and walked through."""
