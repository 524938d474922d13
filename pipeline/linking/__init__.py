"""Who is who across a run: the entities of its articles become things with one id over the whole corpus."""
