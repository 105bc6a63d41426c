"""Speed, memory and disk, measured beside other engines: what `verbatim bench` does.

making       a collection: real paragraphs spliced to size, or a generator's own
material     the collection on disk: articles, analysed terms, questions
engines      Verbatim's index and its peers, behind one small protocol
worker       one measurement in a process of its own
reindexing   answers while another process changes the index
running      all measurements, one after the other
exactness    our best ten against rank-bm25's
table, chart what people see
"""
